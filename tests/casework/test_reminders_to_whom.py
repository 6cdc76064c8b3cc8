"""R54, R64, R80: reminders go to whoever can act: the deputy; nobody who must not, or who has answered."""

from datetime import UTC, date, datetime, timedelta

import pytest
from office_days import OfficeDays, day
from reminded import DEPUTY, about, sweeps, timeline, told

from models.casework import invitations, meetings, weekly
from models.casework.absences import record_absence
from models.casework.people import enter_people, read_people
from models.casework.withdrawals import withdraw_person
from models.guidance.errors import Refused
from models.records import Invitation, Letter, Person, Review, Role


@pytest.fixture
def waiting(office: OfficeDays) -> Review:
    """A review whose agencies have been asked for their timelines, on Monday 2 March 2026."""
    return office.through(office.opens(), until="S10")


def test_while_a_person_is_away_the_deputy_is_reminded(office: OfficeDays, waiting: Review) -> None:
    """R80: seen to fail with the absence's last day left out."""
    enter_people(office.session, read_people(DEPUTY))
    police = timeline(office, waiting)
    record_absence(office.at, "sian", day("Mon 16 Mar 2026"), day("Mon 30 Mar 2026"))
    decided = sweeps(office, day("Thu 2 Apr 2026"))
    assert [(rung, to) for _, _, rung, to in told(office, police)] == [
        ("before", "dewi"),
        ("due", "dewi"),
        ("overdue_1", "sian"),
    ]
    assert [reason for _, reason in about(decided, police)] == ["to_deputy", "to_deputy", "due"]


def test_a_person_away_without_a_deputy_is_reminded_and_it_is_said_so(
    office: OfficeDays, waiting: Review
) -> None:
    police = timeline(office, waiting)
    record_absence(office.at, "sian", day("Mon 16 Mar 2026"), day("Mon 30 Mar 2026"))
    assert about(sweeps(office, day("Mon 23 Mar 2026")), police) == [("before", "away_no_deputy")]
    assert told(office, police) == [("23 Mar", "reminder", "before", "sian")]


def test_an_action_that_opens_while_its_owner_is_away_is_told_to_the_deputy_too(office: OfficeDays) -> None:
    """Seen to fail without ``stand_in`` in ``tell``."""
    enter_people(office.session, read_people(DEPUTY))
    record_absence(office.at, "sian", office.today, office.today + timedelta(days=9))
    review = office.through(office.opens(), until="S10")
    waiting = [
        each.recipient
        for each in office.rows(Letter)
        if each.letter == "action_waiting" and each.action_id == timeline(office, review).id
    ]
    assert waiting == ["sian", "dewi"]


def test_nobody_in_the_role_is_written_to_until_somebody_is(office: OfficeDays, waiting: Review) -> None:
    """R80: seen to fail with the person kept with the action written to after leaving the post."""
    police = timeline(office, waiting)
    [role] = [each for each in office.rows(Role) if each.person_code == "sian"]
    role.until = day("Mon 9 Mar 2026")
    decided = sweeps(office, day("Tue 24 Mar 2026"))
    assert about(decided, police) == [("before", "no_person")] * 2
    week = weekly.week(office.at, "example", day("Mon 23 Mar 2026"))
    assert [(each["stage"], each["subject"]) for each in week["nobody"]] == [("S10", "police")]
    role.until = None
    sweeps(office, day("Wed 25 Mar 2026"))
    assert told(office, police) == [("25 Mar", "reminder", "before", "sian")]


def test_an_address_that_does_not_exist_is_told_to_the_coordinator(
    office: OfficeDays, waiting: Review
) -> None:
    police = timeline(office, waiting)
    office.session.get_one(Person, "sian").bounced_on = day("Mon 9 Mar 2026")
    assert about(sweeps(office, day("Mon 23 Mar 2026")), police) == [("before", "bounced")]
    week = weekly.week(office.at, "example", day("Mon 23 Mar 2026"))
    assert week["bounced"] == [{"person": "sian", "bounced_on": "2026-03-09"}]


def test_a_withdrawn_person_is_never_reminded(office: OfficeDays, waiting: Review) -> None:
    """R64: seen to fail without the look at withdrawals in ``reached``."""
    police = timeline(office, waiting)
    withdraw_person(office.at, waiting, office.session.get_one(Person, "sian"), "police_advice")
    assert about(sweeps(office, day("Mon 23 Mar 2026")), police) == [("before", "withdrawn")]
    assert told(office, police) == []


def test_absences_do_not_overlap(office: OfficeDays) -> None:
    """Seen to fail without the look at the absences on record."""
    first = record_absence(office.at, "sian", date(2026, 3, 9), date(2026, 3, 13))
    assert record_absence(office.at, "sian", date(2026, 3, 9), date(2026, 3, 13)) == first
    for since, until, code in (
        (date(2026, 3, 13), date(2026, 3, 20), "away_already"),
        (date(2026, 3, 20), date(2026, 3, 19), "away_until_before_since"),
    ):
        with office.nothing_changes(), pytest.raises(Refused) as refused:
            record_absence(office.at, "sian", since, until)
        assert [each.code for each in refused.value.problems] == [code]
    with pytest.raises(Refused):
        record_absence(office.at, "nobody", date(2026, 3, 9), date(2026, 3, 13))


def invited(office: OfficeDays, review: Review) -> Invitation:
    """Invite the Panel to its first meeting on Tuesday 14 April, and let the invitations go."""
    starts_at = datetime(2026, 4, 14, 9, tzinfo=UTC)
    meetings.plan(office.at, review, "panel", starts_at=starts_at, ends_at=starts_at + timedelta(hours=2))
    for letter in office.rows(Letter):
        if letter.method == "REQUEST":
            letter.message, letter.state, letter.sent_on = b"-", "accepted", office.today
    office.session.flush()
    return next(each for each in office.rows(Invitation) if each.person_code == "pat")


def reminded(office: OfficeDays, person: str) -> list[tuple[str, str]]:
    rows = [each for each in office.rows(Letter) if each.letter == "invitation_reminder"]
    return [(f"{each.due_on:%d %b}", each.facts["rung"]) for each in rows if each.recipient == person]


def test_only_those_who_have_not_answered_an_invitation_are_reminded(office: OfficeDays) -> None:
    """R54: seen to fail with answered invitations swept like the others."""
    review = office.through(office.opens(), until="S08")
    invitation = invited(office, review)
    sweeps(office, day("Wed 11 Mar 2026"))
    assert reminded(office, "pat") == reminded(office, "mair") == [("11 Mar", "before")]
    invitations.take(office.at, invitation, invitations.Said("accepted", "telephone"))
    sweeps(office, day("Mon 13 Apr 2026"))
    assert reminded(office, "pat") == [("11 Mar", "before")]
    assert reminded(office, "mair") == [("11 Mar", "before"), ("16 Mar", "due"), ("19 Mar", "overdue_1")]
    [letter] = [each for each in office.rows(Letter) if each.letter == "invitation_reminder"][-1:]
    assert (letter.facts["answer_by"], letter.facts["kind"]) == ("2026-03-16", "panel")
    assert letter.invitation_id is not None


def test_an_invitation_that_has_not_gone_asks_nobody_anything(office: OfficeDays) -> None:
    """Seen to fail with the day counted on which an invitation was meant."""
    review = office.through(office.opens(), until="S08")
    invited(office, review)
    for letter in office.rows(Letter):
        if letter.method == "REQUEST":
            letter.state = "pending"
    office.session.flush()
    sweeps(office, day("Mon 13 Apr 2026"))
    assert reminded(office, "pat") == []
