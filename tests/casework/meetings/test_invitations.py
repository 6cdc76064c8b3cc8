"""Invitations: who gets one, and what changes in whose diary."""

from datetime import UTC, datetime

import pytest
from office_days import OfficeDays, fields
from panel_days import PANEL, sent

from models.casework import counters, invitations, meetings
from models.casework.withdrawals import withdraw_person
from models.guidance.errors import GuidanceError
from models.records import Invitation, Letter, Meeting, Person, Review


def test_a_panel_meeting_invites_the_panel_and_its_reviewers_and_each_is_told_once(
    office: OfficeDays, review: Review
) -> None:
    """Seen to fail with the same plan told again."""
    meeting = office.plans(review, "panel", "Tue 17 Mar 2026")
    invited = {each.person_code: each.part for each in office.rows(Invitation)}
    assert invited == PANEL
    assert sent(office) == [("invitation", each, "REQUEST", 0) for each in sorted(PANEL)]
    with office.nothing_changes():
        assert office.plans(review, "panel", "Tue 17 Mar 2026").id == meeting.id


def test_a_letter_tells_of_others_by_role_and_agency_alone(office: OfficeDays, panel: Meeting) -> None:
    """Seen to fail with codes of people beside the roles."""
    [letter] = [
        each for each in office.rows(Letter) if each.letter == "invitation" and each.recipient == "mair"
    ]
    assert letter.facts["starts_at"] == "2026-03-17T10:00:00+00:00"
    assert letter.facts["ends_at"] == "2026-03-17T12:30:00+00:00"
    assert letter.facts["uid"] == str(panel.uid)
    assert letter.facts["attendees"] == [
        {"role": "panel_chair", "agency": "probation"},
        {"role": "reviewer", "agency": "independent_voluntary"},
    ]
    assert fields(letter, "method", "meeting_id") == ("REQUEST", panel.id)
    assert letter.invitation_id == letter.facts["organiser_invitation"]


def test_a_conversation_is_played_to_its_end(office: OfficeDays, review: Review, panel: Meeting) -> None:
    """Invite, accept, move, counter, accept, cancel: each time exactly what each diary needs."""
    assert office.replies(panel, "mair", "accepted") == "applied"
    office.plans(review, "panel", "Wed 18 Mar 2026", place="Neuadd y Sir")
    assert sent(office) == [("invitation_changed", each, "REQUEST", 1) for each in sorted(PANEL)]
    assert set(office.invited(panel).values()) == {"needs_action"}
    office.posts()
    proposed = datetime(2026, 3, 19, 14, tzinfo=UTC)
    assert office.replies(panel, "rhys", "countered", proposed_start=proposed) == "shown"
    assert office.letters("counter_proposed") == ["nia"]
    counters.accept_counter(office.at, office.invitation(panel, "rhys"))
    assert (panel.starts_at, panel.sequence, panel.place) == (proposed, 2, "Neuadd y Sir")
    assert sent(office) == [("invitation_changed", each, "REQUEST", 2) for each in sorted(PANEL)]
    office.posts()
    assert office.replies(panel, "pat", "accepted", sequence=2) == "applied"
    meetings.cancel(office.at, panel)
    assert sent(office) == [("invitation_cancelled", each, "CANCEL", 3) for each in sorted(PANEL)]
    assert fields(panel, "state", "sequence") == ("cancelled", 3)
    office.posts()
    with office.nothing_changes():
        meetings.cancel(office.at, panel)


def test_what_has_not_gone_is_taken_back_and_nobody_hears_of_a_meeting_that_never_was(
    office: OfficeDays, review: Review
) -> None:
    """Seen to fail with a CANCEL to everybody, whether or not a REQUEST may have gone."""
    meeting = office.plans(review, "panel", "Tue 17 Mar 2026")
    [first] = [each for each in office.rows(Letter) if each.recipient == "pat" and each.method]
    first.state, first.message = "unknown", b"..."
    office.plans(review, "panel", "Wed 18 Mar 2026")
    assert sent(office) == [
        ("invitation", "mair", "REQUEST", 1),
        ("invitation_changed", "pat", "REQUEST", 1),
        ("invitation", "rhys", "REQUEST", 1),
        ("invitation", "rob", "REQUEST", 1),
    ]
    meetings.cancel(office.at, meeting)
    assert sent(office) == [("invitation_cancelled", "pat", "CANCEL", 2)]


def test_somebody_uninvited_is_told_alone_and_whoever_was_to_stand_in_with_them(
    office: OfficeDays, panel: Meeting
) -> None:
    """Seen to fail with the deputy left at the table."""
    office.replies(panel, "mair", "delegated", deputy="sian")
    office.posts()
    invitations.uninvite(office.at, office.invitation(panel, "mair"))
    assert sent(office) == [("invitation_cancelled", each, "CANCEL", 0) for each in ("mair", "sian")]
    assert set(office.invited(panel)) == set(PANEL) - {"mair"}
    with office.nothing_changes():
        invitations.uninvite(office.at, office.invitation(panel, "mair"))


def test_a_pencilled_day_becomes_firm_with_the_next_sequence_and_the_answers_stand(
    office: OfficeDays, review: Review
) -> None:
    """Seen to fail with SEQUENCE left as it was."""
    meeting = office.plans(review, "panel", "Tue 17 Mar 2026", pencilled=True)
    assert [each.facts["confirmed"] for each in office.rows(Letter) if each.method] == [False] * 4
    office.posts().replies(meeting, "pat", "accepted")
    meetings.firm(office.at, meeting)
    assert fields(meeting, "state", "sequence") == ("planned", 1)
    assert sent(office) == [("invitation_changed", each, "REQUEST", 1) for each in sorted(PANEL)]
    assert office.invited(meeting)["pat"] == "accepted"
    with office.nothing_changes():
        meetings.firm(office.at, meeting)


def test_an_invitation_sent_again_keeps_its_sequence(office: OfficeDays, panel: Meeting) -> None:
    """Calendar.md: the same SEQUENCE, a newer DTSTAMP. One that is on its way already is enough."""
    invitations.send_again(office.at, office.invitation(panel, "rob"))
    assert sent(office) == [("invitation_changed", "rob", "REQUEST", 0)]
    with office.nothing_changes():
        invitations.send_again(office.at, office.invitation(panel, "rob"))


def test_a_withdrawn_person_is_never_invited(office: OfficeDays, review: Review, panel: Meeting) -> None:
    """Neither by hand, nor by the kind of meeting, nor as a deputy. Seen to fail without the look."""
    for code in ("mair", "sian"):
        withdraw_person(office.at, review, office.session.get_one(Person, code), "disciplinary_advice")
    assert set(office.invited(panel)) == set(PANEL) - {"mair"}
    for refused in (
        lambda: invitations.invite(office.at, panel, office.session.get_one(Person, "mair")),
        lambda: office.replies(panel, "rob", "delegated", deputy="sian"),
    ):
        with office.nothing_changes(), pytest.raises(GuidanceError) as error:
            refused()
        assert error.value.code == "person_is_withdrawn"
    office.plans(review, "panel", "Wed 18 Mar 2026")
    assert set(office.invited(panel)) == set(PANEL) - {"mair"}


def test_a_family_meeting_invites_the_professional_and_the_first_reviewer_and_nobody_else(
    office: OfficeDays, review: Review
) -> None:
    """R88. Seen to fail with both reviewers invited."""
    office.through(review, until="S09")
    office.answers(review, "S09", contact_via="sian")
    meeting = office.plans(review, "family", "Wed 18 Mar 2026")
    assert set(office.invited(meeting)) == {"sian", "rhys"}


def test_two_meetings_of_one_day_are_told_by_two_letters(office: OfficeDays, review: Review) -> None:
    """Seen to fail with letters numbered by meeting: the second was taken for the first."""
    office.plans(review, "panel", "Tue 17 Mar 2026")
    office.plans(review, "panel", "Tue 24 Mar 2026", number=2)
    assert len(sent(office)) == 2 * len(PANEL)
