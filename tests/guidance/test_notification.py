"""What a notification is worth: a good one, a thin one, and what each of them lacks."""

from datetime import date
from typing import Any

import pytest

from models.guidance.notification import (
    BASELINE_SOURCE,
    LIMBS,
    baseline,
    clear,
    limbs_of,
    quality_of,
    template,
)
from models.guidance.returned import returned_days
from models.guidance.words import vocabulary

GOOD: dict[str, Any] = {
    "outcome": "extended",
    "votes": 3,
    "limbs": {
        "abuse": "Neglect was suspected by two agencies in the months before the event.",
        "harm": "The child died; the examination does not rule out the neglect.",
        "window": "The child was on the register in the six months before the event.",
    },
    "outline": "How agencies shared what they knew, and how the child was heard.",
}
"""A notification as it should be (R32)."""

THIN: dict[str, Any] = {
    "outcome": "concise",
    "votes": 0,
    "limbs": {"abuse": "Criteria met."},
    "outline": "Concerns about a family.",
}
"""A few sentences, as half of the real ones were (R32)."""

WELSH = {
    "abuse": "Roedd dwy asiantaeth yn amau esgeulustod yn y misoedd cyn y digwyddiad.",
    "harm": "Bu farw’r plentyn, ac nid yw’r archwiliad yn diystyru’r esgeulustod.",
    "window": "Nid oedd y plentyn ar y gofrestr yn y chwe mis cyn y digwyddiad.",
}


def lacks(**given: Any) -> list[tuple[str, str, str | None]]:  # noqa: ANN401 - as `quality_of`
    return [(each.part, lack.code, lack.limb) for each in quality_of(**given).parts for lack in each.lacks]


def test_a_good_notification_lacks_nothing_in_either_language() -> None:
    """R32, R35. Seen to fail with the Welsh names taken out of the table."""
    for limbs in (GOOD["limbs"], WELSH):
        quality = quality_of(**{**GOOD, "limbs": limbs})
        assert (quality.score, clear(quality)) == (100, True)
        assert [each.lacks for each in quality.parts] == [()] * 5


def test_a_thin_notification_says_what_each_part_lacks() -> None:
    """R32, R35. Seen to fail with a phrase counted as a rationale."""
    quality = quality_of(**THIN)
    assert (quality.score, clear(quality)) == (22, False)
    assert lacks(**THIN) == [
        ("rationale", "phrase", "abuse"),
        ("rationale", "unnamed", "abuse"),
        ("rationale", "missing", "harm"),
        ("rationale", "missing", "window"),
        ("votes", "missing", None),
        ("outline", "phrase", None),
        ("order", "incomplete", None),
    ]


def test_the_same_values_always_give_the_same_score_and_the_parts_add_up() -> None:
    """R35."""
    assert quality_of(**GOOD) == quality_of(**GOOD)
    assert sum(each.most for each in quality_of(**GOOD).parts) == 100
    assert quality_of(outcome=None, votes=0).score == 0


@pytest.mark.parametrize("limb", ["abuse", "harm", "window"])
def test_each_limb_is_asked_for_by_itself(limb: str) -> None:
    """Seen to fail with one limb enough for all of them."""
    without = {name: text for name, text in GOOD["limbs"].items() if name != limb}
    assert lacks(**{**GOOD, "limbs": without}) == [("rationale", "missing", limb)]
    elsewhere = {**GOOD["limbs"], limb: "All of the agencies were of one mind about what they had read."}
    assert lacks(**{**GOOD, "limbs": elsewhere}) == [("rationale", "unnamed", limb)]
    assert not clear(quality_of(**{**GOOD, "limbs": elsewhere}))


@pytest.mark.parametrize("outcome", ["none", "mapf"])
def test_a_decision_not_to_review_says_why_the_criteria_are_not_met(outcome: str) -> None:
    """R36: the same form; "criteria not met" alone says of neither limb why."""
    assert limbs_of(outcome) == ("not_met",)
    good = {**GOOD, "outcome": outcome}
    said = {"not_met": "No abuse or neglect is known or suspected by any of the agencies."}
    assert quality_of(**{**good, "limbs": said}).score == 100
    empty = {"not_met": "After a long discussion the criteria were found not to be met."}
    assert lacks(**{**good, "limbs": empty}) == [("rationale", "unnamed", "not_met")]


def test_the_order_of_the_template_counts() -> None:
    """Seen to fail with the sections compared as sets."""
    turned = tuple(reversed(template()))
    assert lacks(**{**GOOD, "sections": turned}) == [("order", "incomplete", None)]


def test_a_type_that_is_not_said_is_no_clear_rationale_whatever_else_is_there() -> None:
    """R33."""
    limbs = {"not_met": "No abuse or neglect is known or suspected by any of the agencies."}
    assert not clear(quality_of(outcome=None, votes=3, limbs=limbs, outline=GOOD["outline"]))


def test_the_baseline_is_the_2015_reviews() -> None:
    assert baseline() == (22, 44)
    assert BASELINE_SOURCE.text == "Social Research 45/2015, section 2.2"


def test_every_limb_and_part_has_its_words() -> None:
    assert tuple(vocabulary("limb")) == LIMBS
    assert {each.part for each in quality_of(**GOOD).parts} < set(vocabulary("quality"))


def test_days_that_a_referral_waited_count_once_whoever_was_asked() -> None:
    """R31. Seen to fail with two overlapping waits added together."""
    waits = [(date(2026, 3, 2), date(2026, 3, 12)), (date(2026, 3, 5), date(2026, 3, 9))]
    assert returned_days(waits, on=date(2026, 4, 1)) == 10
    assert returned_days(waits, on=date(2026, 3, 4)) == 2
    assert returned_days([], on=date(2026, 3, 4)) == 0
