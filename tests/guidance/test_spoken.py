"""Answers in a word: the same in Welsh and English, and nothing that is not exactly one of them."""

from datetime import date, time

import pytest

from models.guidance.letter_kinds import KINDS
from models.guidance.packaged import table
from models.guidance.packs import MilestoneKey
from models.guidance.route import CHECK, QUARTERLY, STEPS, TIMELINES
from models.guidance.spoken import Choice, Spoken, choices, say, understand
from models.guidance.spoken_arguments import plain
from models.guidance.words import vocabulary
from models.records.meetings import REASONS

EVERY = [(letter, None) for letter in KINDS] + [
    (letter, step) for letter in table("spoken")["about_actions"] for step in STEPS
]


def _written(choice: Choice) -> set[str]:
    return {plain(each) for each in (choice.word.cy, choice.word.en, *choice.also)}


@pytest.mark.parametrize(("letter", "step"), EVERY)
def test_of_one_letter_no_two_answers_have_a_word_in_common(letter: str, step: MilestoneKey | None) -> None:
    known = choices(letter, step)
    for choice in known:
        others = {word for other in known if other is not choice for word in _written(other)}
        assert not _written(choice) & others


@pytest.mark.parametrize(("letter", "step"), EVERY)
def test_every_word_that_a_letter_prints_is_understood_in_both_languages(
    letter: str, step: MilestoneKey | None
) -> None:
    given = {
        "nothing": "",
        "date": " 2026-12-01",
        "numbers": " 1 3",
        "lines": "\nAnn <ann@example.test>; cy",
        "reason": " gwyliau",
        "time": " 2026-05-12 10:00",
        "person": " ann@example.test",
        "states": " 1 done; 2 ar agor",
        "mark": " 4 ie",
    }
    for choice in choices(letter, step):
        for word in (choice.word.cy, choice.word.en):
            said = understand(f"\n> quoted\n{word.upper()}{given[choice.takes]}", choices(letter, step))
            assert said is not None
            assert (said.code, said.problem) == (choice.code, None)


def test_everything_shown_stands_in_both_languages_and_every_list_names_what_there_is() -> None:
    rows = table("spoken")
    for code, row in rows["choices"].items():
        assert row["word"]["cy"] != row["word"]["en"], code
        assert row["means"]["cy"] != row["means"]["en"], code
    assert set(rows["letters"]) | set(rows["about_actions"]) <= set(KINDS)
    assert {tuple(name.split()) for name in rows["steps"]} <= {(s.value, m) for s, m in STEPS}
    used = [code for each in (rows["letters"], rows["steps"]) for codes in each.values() for code in codes]
    assert {*used, *rows["language"]} == set(rows["choices"])
    assert tuple(rows["reasons"]) == REASONS
    assert set(rows["reasons"]) <= set(vocabulary("reply_reason"))


@pytest.mark.parametrize(
    "written",
    [
        "",
        "\n\n> accept\n",
        "accepting",
        "accept if it is on Tuesday",
        "I accept",
        "not accept",
        "Not possible. accept",
        "acceptance",
        "derbyniwyd",
        "?",
        "\0accept",
    ],
)
def test_what_is_not_exactly_a_word_is_no_answer(written: str) -> None:
    """Seen to fail with any line taken that begins with a word."""
    assert understand(written, choices("invitation")) is None


@pytest.mark.parametrize(
    "written", ["accept", "Accept.", " ACCEPT, thanks", "derbyn - diolch yn fawr!", "dérbyn"]
)
def test_capitals_accents_and_courtesy_make_no_difference(written: str) -> None:
    assert understand(written, choices("invitation")) == Spoken("accept")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("decline", Spoken("decline")),
        ("gwrthod: sâl", Spoken("decline", reason="sickness")),
        ("decline affected_by_the_case", Spoken("decline", reason="affected_by_the_case")),
        ("decline, on annual leave", Spoken("decline", reason="leave")),
        ("decline leave or sick", Spoken("decline", problem="reason_unknown")),
        ("decline my cat is poorly", Spoken("decline", problem="reason_unknown")),
        ("dirprwy mair", Spoken("deputy", person="mair")),
        ("deputy", Spoken("deputy", problem="person_unreadable")),
        ("deputy Ann Example", Spoken("deputy", problem="person_unreadable")),
        ("propose 12/5/2026 9.30", Spoken("propose", on=date(2026, 5, 12), at=time(9, 30))),
        ("propose 2026-05-12 25:00", Spoken("propose", problem="time_unreadable")),
        ("propose 2026-05-12", Spoken("propose", problem="time_unreadable")),
    ],
)
def test_what_follows_the_word_is_read_or_said_to_be_unreadable(written: str, said: Spoken) -> None:
    assert understand(written, choices("invitation")) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("1 done; 2 open; 3 not done", ((1, "done"), (2, "open"), (3, "not_done"))),
        ("1 wedi’i wneud\n2 ar agor\n3 heb ei wneud\nDiolch", ((1, "done"), (2, "open"), (3, "not_done"))),
        ("cynnydd: 1 done", ((1, "done"),)),
    ],
)
def test_how_the_plan_stands_needs_no_word_of_its_own(
    written: str, said: tuple[tuple[int, str], ...]
) -> None:
    assert understand(written, choices("reminder", QUARTERLY)) == Spoken("progress", states=said)


def test_a_number_twice_is_unreadable() -> None:
    assert understand("progress 1 done; 1 open", choices("reminder", QUARTERLY)) == Spoken(
        "progress", problem="states_unreadable"
    )


def test_a_word_of_another_letter_is_no_answer_to_this_one() -> None:
    assert understand("sent", choices("reminder", CHECK)) is None
    assert understand("sent", choices("reminder", TIMELINES)) == Spoken("sent")
    assert understand("sent", choices("escalation", TIMELINES)) is None


def test_a_page_says_a_choice_as_a_mail_does() -> None:
    [decline] = [each for each in choices("invitation") if each.code == "decline"]
    assert say(decline, "leave") == understand("decline leave", choices("invitation"))
    assert say(decline) == Spoken("decline")


def test_a_line_of_any_length_is_answered_at_once() -> None:
    assert understand("accept " * 100_000, choices("invitation")) is None
    assert understand(
        "\n".join(["practitioners", *["x <x@y.example>"] * 1000]), choices("practitioners_asked")
    ) == (Spoken("practitioners", problem="lines_unreadable"))
