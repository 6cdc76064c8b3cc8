"""The one entrance: the same answer twice, another one, one that fails, one that says too much."""

from collections.abc import Iterator
from threading import Barrier, Thread

import pytest
from answers import REFERENCE
from conftest import Database
from office_days import OfficeDays
from sqlmodel import Session

from models import casework
from models.guidance.errors import AlreadyAnswered, GuidanceError, OutOfOrder
from models.records import Entry, LearningPoint, Milestone, audit
from models.records.engine import engine
from tasks import office as desk_of_office

CANARY = "Canarybird"
IDENTIFYING = f"{CANARY} lives at CF10 3NQ."


def test_the_same_answer_twice_changes_nothing(office: OfficeDays) -> None:
    """Seen to fail with every answer to a closed action taken for another one."""
    review = office.through(office.opens(), until="S04")
    first = office.answers(review, "S04")
    with office.nothing_changes():
        assert office.answers(review, "S04").id == first.id


def test_another_answer_is_refused_and_changes_nothing(office: OfficeDays) -> None:
    """Seen to fail with the fingerprints not compared: a second decision was taken for the first."""
    review = office.through(office.opens(), until="S04")
    office.answers(review, "S04")
    said = {"outcome": "concise", "override_reason": "Another view."}
    with office.nothing_changes(), pytest.raises(AlreadyAnswered) as refused:
        office.answers(review, "S04", **said)
    assert "2 March 2026" in refused.value.words.en
    assert "2 Mawrth 2026" in refused.value.words.cy


def test_what_is_no_longer_asked_for_cannot_be_answered(office: OfficeDays) -> None:
    review = office.through(office.opens(), until="S09")
    office.answers(review, "S09", state="offered")
    invitation = office.action(review, "S12 invite")
    invitation.state = "withdrawn"
    with pytest.raises(OutOfOrder) as refused:
        casework.answer(office.at, invitation, office.sensible(casework.step_key(invitation), ""))
    assert refused.value.code == "action_withdrawn"


def test_an_answer_opens_closes_and_takes_back_letters_in_one(office: OfficeDays) -> None:
    """Seen to fail without ``letters.withdraw``: a reminder of what was done would have gone out."""
    review = office.through(office.opens(), until="S04")
    assert office.letters("action_waiting") == ["carys"]
    assert office.letters("action_waiting", state="withdrawn") == ["nia", "nia", "gwen"]
    office.answers(review, "S04")
    assert office.letters("action_waiting") == ["nia", "gwen"]


def test_every_answer_leaves_one_milestone_and_one_entry_of_the_audit(office: OfficeDays) -> None:
    review = office.through(office.opens(), until="S05")
    entries = [each for each in office.rows(Entry) if each.what == "answered"]
    assert len(entries) == len(office.rows(Milestone)) == 4
    assert entries[-1].details["by_is"] == "declared"
    assert entries[-1].reference == review.reference
    assert audit.verify(office.session)[2] is None


def test_an_answer_that_fails_halfway_leaves_nothing_behind(
    office: OfficeDays, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen to fail without the savepoint: the milestone stood there with half of its facts."""
    review = office.through(office.opens(outcome="mapf"), until="M03")
    before = office.everything()
    kept = casework.answering.letters.withdraw

    def fails(*_: object) -> None:
        raise GuidanceError("refused")

    monkeypatch.setattr(casework.answering.letters, "withdraw", fails)
    with pytest.raises(GuidanceError):
        office.answers(review, "M03")
    assert office.everything() == before
    monkeypatch.setattr(casework.answering.letters, "withdraw", kept)
    office.answers(review, "M03")
    assert len(office.facts(review, LearningPoint)) == 1


def test_text_that_looks_like_an_identifier_is_refused_and_kept_nowhere(office: OfficeDays) -> None:
    """R88: seen to fail with everything kept in the draft."""
    review = office.through(office.opens(), until="S03")
    action = office.action(review, "S03")
    given = {**office.sensible(casework.step_key(action), ""), "rationale": IDENTIFYING}
    problem = office.refuses(action, given)
    assert [each["code"] for each in action.refusal or ()] == ["identifier_in_text"]
    assert CANARY not in f"{problem} {problem.words.cy} {problem!r}"
    assert office.stands_anywhere(CANARY) == []
    assert (action.draft or {})["outcome"] == "extended"


def test_an_identifier_hides_behind_no_other_mistake(office: OfficeDays) -> None:
    """Seen to fail: beside a wrong choice the text was not looked through, and stood in the draft."""
    review = office.through(office.opens(), until="S03")
    action = office.action(review, "S03")
    for wrong in ({"outcome": CANARY}, {"decided_by": CANARY}, {"present": CANARY}, {CANARY: CANARY}):
        sensible = office.sensible(casework.step_key(action), "")
        office.refuses(action, {**sensible, "rationale": IDENTIFYING, **wrong})
        assert office.stands_anywhere(CANARY) == [], wrong


def test_an_unknown_person_is_kept_nowhere(office: OfficeDays) -> None:
    review = office.through(office.opens(), until="S03")
    action = office.action(review, "S03")
    sensible = office.sensible(casework.step_key(action), "")
    office.refuses(action, {**sensible, "decided_by": CANARY.lower(), "outcome": "?"})
    assert office.stands_anywhere(CANARY.lower()) == []


def test_an_incomplete_referral_keeps_only_what_was_in_order(office: OfficeDays) -> None:
    """Seen to fail with what else is wrong neither said nor left out: a story stood where a code belongs."""
    office.opens(
        harm=None, referred_by=IDENTIFYING, route=CANARY, subjects=[{"harm": CANARY}], decided_by=CANARY
    )
    assert office.stands_anywhere(CANARY) == []


def test_a_text_that_somebody_has_checked_is_let_through(office: OfficeDays) -> None:
    review = office.through(office.opens(), until="S05")
    office.answers(review, "S05", outline="Seen on 3 May 2026 at the clinic.", text_checked="yes")
    assert office.stands_anywhere("3 May 2026") == ["notification"]


@pytest.fixture
def real_office(own_database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[OfficeDays]:
    """An office on a database of its own, in which everything is committed."""
    monkeypatch.setenv(desk_of_office.DATABASE, own_database.application_url)
    with Session(engine(own_database.application_url), expire_on_commit=False) as session:
        yield OfficeDays(session).with_people()
    engine(own_database.application_url).dispose()


@pytest.mark.guarantee
def test_of_two_people_who_answer_at_once_one_is_told_that_the_other_was_first(
    real_office: OfficeDays,
) -> None:
    """Seen to fail without ``with_for_update``: both decisions were entered, or the database broke in."""
    review = real_office.through(real_office.opens(), until="S04")
    action = real_office.action(review, "S04").key
    said = real_office.sensible(casework.step_key(real_office.action(review, "S04")), "")
    other = {**said, "outcome": "concise", "override_reason": "Another view."}
    real_office.session.commit()
    at_once, refusals = Barrier(2), []

    def decides(given: dict[str, object]) -> None:
        at_once.wait()
        refusals.append(desk_of_office.record(action, given, by="carys"))

    people = [Thread(target=decides, args=(given,)) for given in (said, other)]
    for person in people:
        person.start()
    for person in people:
        person.join(timeout=30)
    assert sorted(type(each).__name__ for each in refusals) == ["AlreadyAnswered", "NoneType"]
    assert real_office.happened(review).count("S04 decision") == 1
    assert audit.verify(real_office.session)[2] is None


@pytest.mark.guarantee
def test_of_two_people_who_take_in_the_same_referral_at_once_both_get_the_same_review(
    real_office: OfficeDays, own_database: Database
) -> None:
    """Seen to fail without the lock on the reference: the second was told of a unique index."""
    real_office.session.commit()
    at_once, opened = Barrier(2), []

    def receives() -> None:
        with Session(engine(own_database.application_url)) as session, session.begin():
            at_once.wait()
            opened.append(OfficeDays(session).opens(REFERENCE).key)

    people = [Thread(target=receives) for _ in range(2)]
    for person in people:
        person.start()
    for person in people:
        person.join(timeout=30)
    assert len(opened) == 2
    assert len(set(opened)) == 1


def test_a_refusal_is_kept_and_committed_at_the_desk(real_office: OfficeDays) -> None:
    """``record`` gives the refusal; the draft and the reason wait with the action, and nothing else."""
    review = real_office.through(real_office.opens(), until="S04")
    action = real_office.action(review, "S04")
    given = {**real_office.sensible(casework.step_key(action), ""), "outcome": "none"}
    real_office.session.commit()
    before = real_office.everything()
    real_office.session.commit()
    refusal = desk_of_office.record(action.key, given, by="carys")
    assert refusal is not None
    after = real_office.everything()
    assert {name for name in before if before[name] != after[name]} == {"action", "entry"}
    real_office.session.refresh(action)
    assert (action.state, (action.draft or {})["outcome"]) == ("open", "none")
