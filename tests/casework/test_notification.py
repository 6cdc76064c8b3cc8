"""S05: what Welsh Government is told comes from the record; a person confirms; drafts are kept."""

from datetime import timedelta
from typing import Any

import pytest
from office_days import OfficeDays
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, update

from models import casework
from models.casework.notification import NotificationFacts, drafts
from models.casework.notification.acknowledging import AcknowledgedFacts, acknowledge
from models.casework.notification.sending import delivery, send_again, standing_row
from models.casework.notification.told import told_by, would_tell
from models.casework.people import enter_people, read_people
from models.casework.understanding import is_text
from models.guidance import route
from models.guidance.errors import GuidanceError, OutOfOrder, Refused
from models.guidance.notification import clear
from models.records import Letter, Milestone, Notification, NotificationDraft, Review

READER = """\
code,name,e_mail,agency,language,trained_on,board,role,since
elin,Elin Example,elin@gov.example.test,welsh_government,en,,example,welsh_government,2012-01-01
"""


def waits(office: OfficeDays, reference: str = "CPR EX 51/2026", **said: Any) -> Review:  # noqa: ANN401
    outcome = said.pop("outcome", "extended")
    return office.through(office.opens(reference, outcome=outcome), until="S05", **said)


@pytest.mark.parametrize("outcome", ["concise", "extended", "mapf", "none"])
def test_every_outcome_is_notified_on_the_same_form_and_can_be_whole(
    office: OfficeDays, outcome: str
) -> None:
    """R32-R36. Seen to fail with why the criteria are not met left out of the form."""
    review = waits(office, outcome=outcome)
    office.answers(review, "S05")
    told = told_by(office.session, standing_row(office.session, review))
    assert (told.outcome, told.recommended, told.unanimous) == (outcome, outcome, False)
    assert told.votes == (("health", False), ("police", True), ("social_care", True))
    assert (told.quality.score, clear(told.quality)) == (100, True)


def test_a_departure_from_the_criteria_and_from_the_group_is_told(office: OfficeDays) -> None:
    reason = "The register was wrong."
    review = waits(
        office,
        recommendation={"outcome": "concise"},
        decision={"outcome": "mapf", "override_reason": reason},
    )
    told = would_tell(office.session, review, {})
    assert (told.advice, told.recommended, told.outcome) == ("extended", "concise", "mapf")
    assert (told.departs, told.override_reason) == (True, reason)


def test_a_person_confirms_the_scan_before_anything_is_on_record(office: OfficeDays) -> None:
    """Seen to fail with the confirmation not asked for."""
    review = waits(office)
    for said in ("no", None):
        assert office.codes(review, "S05", scan_confirmed=said) == ["scan_not_confirmed"]
    office.answers(review, "S05")
    [row] = office.facts(review, Notification)
    assert row.scan_confirmed_by == "nia"


def test_a_confirmation_is_never_filled_in_beforehand() -> None:
    """Seen to fail with ``scan_confirmed`` no text: Prefect's next form had it ticked."""
    assert is_text(NotificationFacts, "scan_confirmed")
    assert is_text(NotificationFacts, "rationale_harm")


def test_only_the_outline_is_refused_when_it_is_empty_a_limb_is_asked_for(office: OfficeDays) -> None:
    review = waits(office)
    assert office.codes(review, "S05", outline=None) == ["field_missing"]
    office.answers(review, "S05", rationale_abuse=None, rationale_harm=None, rationale_window=None)
    told = told_by(office.session, standing_row(office.session, review))
    assert (told.quality.score, told.limbs) == (45, {})


def test_the_letter_is_meant_to_each_reader_in_codes_alone(office: OfficeDays) -> None:
    """Seen to fail with the outline in the letter's facts."""
    enter_people(office.session, read_people(READER))
    review = waits(office)
    office.answers(review, "S05", outline="CANARY-4711 is what agencies shared before the event.")
    assert office.letters("notification") == ["elin"]
    assert delivery(office.session, review) == "waits"
    assert office.stands_anywhere("CANARY-4711") == ["notification"]
    office.posts()
    assert delivery(office.session, review) == "sent"


@pytest.mark.parametrize(
    ("state", "stands"),
    [("bounced", "did_not_arrive"), ("unknown", "in_doubt"), ("withdrawn", "by_hand"), ("sending", "waits")],
)
def test_how_the_sending_stands_is_said_whatever_became_of_the_letter(
    office: OfficeDays, state: str, stands: str
) -> None:
    enter_people(office.session, read_people(READER))
    review = waits(office)
    office.answers(review, "S05")
    [letter] = [each for each in office.rows(Letter) if each.letter == "notification"]
    letter.state, letter.message = state, b"..."
    office.session.flush()
    assert delivery(office.session, review) == stands


def test_one_that_came_back_goes_again_and_goes_once(office: OfficeDays) -> None:
    """Seen to fail with another for the same day: it was said to go, and none was meant."""
    enter_people(office.session, read_people(READER))
    review = waits(office)
    office.answers(review, "S05")
    with office.nothing_changes():
        assert send_again(office.at, review) == 0
    [letter] = [each for each in office.rows(Letter) if each.letter == "notification"]
    letter.state, letter.message = "bounced", b"..."
    assert send_again(office.at, review) == 1
    [_, again] = [each for each in office.rows(Letter) if each.letter == "notification"]
    assert (again.state, again.due_on) == ("pending", office.today + timedelta(days=1))
    with office.nothing_changes():
        assert send_again(office.at, review) == 0


def test_an_older_notification_whose_texts_nobody_confirmed_is_not_mailed(office: OfficeDays) -> None:
    """Seen to fail without the look at who confirmed: all of them waited to be sent, and could be."""
    review = waits(office)
    office.answers(review, "S05")
    known = standing_row(office.session, review).model_dump(exclude={"id", "scan_confirmed_by"})
    office.session.add(Notification(**known))
    office.session.flush()
    enter_people(office.session, read_people(READER))
    assert delivery(office.session, review) == "sent_by_hand"
    with office.nothing_changes(), pytest.raises(GuidanceError) as refused:
        send_again(office.at, review)
    assert refused.value.code == "notification_not_confirmed"


def test_the_coordinator_is_told_where_nobody_could_be_written_to(office: OfficeDays) -> None:
    """Seen to fail with nobody told: who answered in Prefect's form never learned of it."""
    review = waits(office)
    office.answers(review, "S05")
    assert (office.letters("notification"), office.letters("notification_by_hand")) == ([], ["nia"])
    assert delivery(office.session, review) == "by_hand"


def test_an_older_notification_without_limbs_can_still_be_read(office: OfficeDays) -> None:
    review = waits(office)
    office.answers(review, "S05", rationale_abuse=None, rationale_harm=None, rationale_window=None)
    said = told_by(office.session, standing_row(office.session, review)).said("cy")
    assert [each["text"] for each in said["limbs"]] == ["", "", ""]
    assert said["group_rationale"] == "Both limbs of the criteria were considered."


def test_drafts_are_kept_one_after_another_and_end_with_the_notification(office: OfficeDays) -> None:
    review = waits(office)
    drafts.save(office.at, review, {"outline": "One."})
    drafts.save(office.at, review, {"rationale_harm": "Two."})
    drafts.save(office.at, review, {"rationale_harm": "Two."})
    assert [(each.outline, each.rationale_harm) for each in office.rows(NotificationDraft)] == [
        ("One.", ""),
        ("One.", "Two."),
    ]
    office.answers(review, "S05")
    with pytest.raises(OutOfOrder) as refused:
        drafts.save(office.at, review, {"outline": "Three."})
    assert refused.value.code == "notification_already_told"


def test_what_a_refused_answer_had_is_the_draft_where_none_was_saved(office: OfficeDays) -> None:
    review = waits(office)
    action = office.action(review, "S05")
    office.refuses(action, {**office.sensible(casework.step_key(action), ""), "scan_confirmed": "no"})
    assert drafts.latest(office.session, review)["outline"].startswith("How agencies shared")


def test_what_a_later_answer_had_is_newer_than_the_draft_until_that_is_saved_again(
    office: OfficeDays,
) -> None:
    """R35. Seen to fail with the saved draft alone: what was typed into Prefect's form was seen no more."""
    review = waits(office)
    drafts.save(office.at, review, {"outline": "One.", "rationale_harm": "Two."})
    refused = {**office.sensible(route.NOTIFICATION, ""), "scan_confirmed": "no", "rationale_harm": None}
    office.refuses(office.action(review, "S05"), {name: each for name, each in refused.items() if each})
    found = drafts.latest(office.session, review)
    assert (found["outline"][:18], found["rationale_harm"]) == ("How agencies share", "Two.")
    drafts.save(office.at, review, {"outline": "Three."})
    found = drafts.latest(office.session, review)
    assert (found["outline"], found["rationale_harm"]) == ("Three.", "Two.")
    assert found["rationale_abuse"] == refused["rationale_abuse"]


@pytest.mark.parametrize("text", ["Born 3 May 2021.", "x" * 501])
def test_a_draft_that_identifies_somebody_or_is_too_long_is_not_kept(office: OfficeDays, text: str) -> None:
    """Seen to fail with drafts kept as they came: nothing may be deleted from them again."""
    review = waits(office)
    with office.nothing_changes(), pytest.raises(Refused):
        drafts.save(office.at, review, {"outline": text})


def test_the_database_lets_nobody_change_a_draft(office: OfficeDays, session: Session) -> None:
    """Seen to fail without the trigger and with UPDATE granted."""
    review = waits(office)
    drafts.save(office.at, review, {"outline": "One."})
    session.flush()
    with pytest.raises(DBAPIError), session.begin_nested():
        session.exec(
            update(NotificationDraft).where(col(NotificationDraft.review_id) == review.id).values(outline="")
        )


def test_welsh_government_answers_also_when_the_review_has_ended(office: OfficeDays) -> None:
    """R6: it acknowledges and comments; no step of the route waits for that."""
    review = waits(office, outcome="none")
    office.answers(review, "S05")
    office.later(days=7)
    given = {
        "happened_on": office.today.isoformat(),
        "decided_by": "nia",
        "further_action": "none",
        "comment": "Please name the limb.",
    }
    row = acknowledge(office.at, review, casework.understand(AcknowledgedFacts, given))
    assert (row.coded, row.reason) == ({"further_action": "none"}, "Please name the limb.")
    with office.nothing_changes():
        acknowledge(office.at, review, casework.understand(AcknowledgedFacts, given))
    assert delivery(office.session, review) == "acknowledged"
    early = {**given, "happened_on": "2026-03-01"}
    with office.nothing_changes(), pytest.raises(Refused):
        acknowledge(office.at, review, casework.understand(AcknowledgedFacts, early))
    assert not [each for each in office.rows(Milestone) if each.milestone == "approved"]
