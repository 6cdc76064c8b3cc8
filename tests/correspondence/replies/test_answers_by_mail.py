"""What people answer by mail counts: with their calendar, or with a word in either language."""

from datetime import UTC, datetime, timedelta

import pytest
from office_days import OfficeDays
from replies_office import NOW, STARTS_AT, RepliesOffice, stamped
from sqlmodel import select

from models.casework import availability, invitations, meetings
from models.casework.event_care import withdraw_person
from models.guidance.words import vocabulary
from models.records import (
    Availability,
    Invitation,
    Meeting,
    Person,
    Review,
)


@pytest.mark.parametrize(
    ("answer", "state"), [("ACCEPTED", "accepted"), ("TENTATIVE", "tentative"), ("DECLINED", "declined")]
)
def test_an_answer_from_a_calendar_stands(office: RepliesOffice, answer: str, state: str) -> None:
    office.reads(office.mail("mair", office.of_invitation("mair"), calendar=office.ics("mair", answer)))

    assert office.outcomes() == [("reply", "applied", None)]
    assert office.invitation("mair").state == state
    assert [(each.via, each.entered_by) for each in office.replies] == [("mail", "mair")]
    assert not office.letters("answer_recorded"), "a calendar needs no letter back"


@pytest.mark.parametrize(
    ("written", "state", "reason"),
    [
        ("accept", "accepted", None),
        ("Derbyn. Diolch", "accepted", None),
        ("AMODOL", "tentative", None),
        ("gwrthod gwyliau", "declined", "leave"),
        ("Decline - police advice", "declined", "police_advice"),
        ("> accept\n\ndecline\n> accept", "declined", None),
    ],
)
def test_a_word_in_the_first_line_counts_as_an_answer(
    office: RepliesOffice, written: str, state: str, reason: str | None
) -> None:
    office.reads(office.mail("mair", office.of_invitation("mair"), written))

    assert office.outcomes() == [("answer", "applied", None)]
    stands = office.invitation("mair")
    assert (stands.state, stands.reason) == (state, reason)
    [back] = office.letters("answer_recorded")
    assert (back.recipient, back.facts["detail"]) == ("mair", reason)


def test_the_words_of_a_page_count_and_its_quotations_do_not(office: RepliesOffice) -> None:
    page = "<html><style>p{}</style><body><p>Derbyn</p><blockquote>gwrthod</blockquote></body></html>"
    mail = office.mail("mair", office.of_invitation("mair"), "x")
    mail = mail.replace(b"text/plain", b"text/html").replace(b"\nx\n", f"\n{page}\n".encode())
    office.reads(mail)
    assert office.invitation("mair").state == "accepted"


def test_a_deputy_is_sent_by_address(office: RepliesOffice) -> None:
    office.reads(office.mail("mair", office.of_invitation("mair"), "dirprwy Una@elsewhere.example.test"))
    assert office.outcomes() == [("answer", "applied", None)]
    assert (office.invitation("mair").state, office.invitation("una").stands_in_for) == ("delegated", "mair")


def test_a_deputy_whom_nobody_knows_is_asked_for_again(office: RepliesOffice) -> None:
    office.reads(office.mail("mair", office.of_invitation("mair"), "deputy somebody@elsewhere.example.test"))
    assert office.outcomes() == [("answer", "refused", "deputy_unknown")]
    [back] = office.letters("answer_refused")
    assert back.facts["reason"] == "deputy_unknown"
    assert "deputy" in back.facts["words"]
    assert "welsh" not in back.facts["words"]


def test_a_deputy_who_is_invited_already_is_refused_in_words(office: RepliesOffice) -> None:
    office.reads(office.mail("mair", office.of_invitation("mair"), f"deputy {office.person('rob').e_mail}"))
    [back] = office.letters("answer_refused")
    assert back.facts["reason"] in vocabulary("mail_reason")


@pytest.mark.parametrize("by_calendar", [True, False])
def test_another_time_is_put_before_the_coordinator(office: RepliesOffice, *, by_calendar: bool) -> None:
    proposed = datetime(2026, 5, 14, 13, tzinfo=UTC)
    if by_calendar:
        until = proposed + timedelta(hours=2)
        lines = (f"DTSTART:{stamped(proposed)}", f"DTEND:{stamped(until)}")
        counter = office.ics("mair", "TENTATIVE", method="COUNTER", lines=lines)
        office.reads(
            office.mail("mair", office.of_invitation("mair"), calendar=counter).replace(
                b'method="REPLY"', b'method="COUNTER"'
            )
        )
    else:
        office.reads(office.mail("mair", office.of_invitation("mair"), "cynnig 2026-05-14 14:00"))

    [(_, outcome, reason)] = office.outcomes()
    assert (outcome, reason) == ("shown", None)
    assert office.invitation("mair").state == "needs_action"
    [told] = office.letters("counter_proposed")
    assert (told.recipient, told.facts["proposed_start"]) == ("nia", proposed.isoformat())
    assert not office.letters("mail_to_read"), "it has its own letter"


def test_who_asks_for_the_invitation_gets_it_again(office: RepliesOffice) -> None:
    before = len(office.letters("invitation")) + len(office.letters("invitation_changed"))
    part = office.ics("mair", method="REFRESH")
    office.reads(
        office.mail("mair", office.of_invitation("mair"), calendar=part).replace(b"REPLY", b"REFRESH")
    )
    assert office.outcomes() == [("refresh", "applied", None)]
    assert len(office.letters("invitation")) + len(office.letters("invitation_changed")) == before + 1


def test_an_answer_to_a_day_that_has_moved_does_not_count_and_brings_the_new_one(
    office: RepliesOffice,
) -> None:
    old = office.ics("mair")
    office.plans(STARTS_AT + timedelta(days=7))
    office.reads(office.mail("mair", office.of_invitation("mair"), calendar=old))

    assert office.outcomes() == [("reply", "stale", None)]
    assert office.invitation("mair").state == "needs_action"
    waiting = [each for each in office.letters("invitation_changed") if each.state == "pending"]
    assert [each.recipient for each in waiting] == ["mair"]


def test_an_answer_that_came_too_late_is_told_why(office: RepliesOffice) -> None:
    """Seen to fail with one reason for all: the meeting had not moved at all."""
    to = office.of_letter("invitation", "mair")
    with office.desk() as at:
        invitation = at.session.get_one(Invitation, office.invitation("mair").key)
        invitations.take(at, invitation, invitations.Said("accepted", "telephone"))
    office.reads(office.mail("mair", to, "decline"))
    office.plans(STARTS_AT + timedelta(days=7))
    office.reads(office.mail("mair", to, "accept"))
    with office.desk() as at:
        meetings.cancel(at, at.session.get_one(Meeting, office.meeting().key))
    office.reads(office.mail("mair", to, "accept"))

    reasons = ["newer_answer_stands", "meeting_has_moved", "no_longer_asked"]
    assert [each[1:] for each in office.outcomes()] == [("stale", reason) for reason in reasons]
    assert [each.facts["reason"] for each in office.letters("answer_refused")] == reasons


def _ask_when(office: RepliesOffice, days: int) -> None:
    times = [(STARTS_AT + timedelta(days=d), STARTS_AT + timedelta(days=d, hours=2)) for d in range(days)]
    with office.desk() as at:
        meeting = at.session.get_one(Meeting, office.meeting().key)
        people = [at.session.get_one(Person, "mair")]
        availability.ask(at, meeting, times, people, answer_by=NOW.date() + timedelta(days=7))
    office.all_letters_go()


def test_the_times_at_which_somebody_could_come_are_told_by_numbers(office: RepliesOffice) -> None:
    """Seen to fail with an answer to times that are offered no more taken for those that are."""
    _ask_when(office, 3)
    to = office.of_letter("availability_asked", "mair")
    office.reads(office.mail("mair", to, "Ar gael 1, 3"))
    assert [each.can for each in office.rows(Availability)] == ["yes", "no", "yes"]

    _ask_when(office, 1)
    office.reads(office.mail("mair", to, "dim un"), office.mail("mair", to, "available 9"))
    assert [each.can for each in office.rows(Availability)] == ["yes", "no", "yes"]
    office.reads(office.mail("mair", office.of_letter("availability_asked", "mair"), "available 9"))
    office.reads(office.mail("mair", office.of_letter("availability_asked", "mair"), "none"))
    assert [each[1:] for each in office.outcomes()] == [
        ("applied", None),
        ("stale", "other_times_offered"),
        ("stale", "other_times_offered"),
        ("refused", "no_such_option"),
        ("applied", None),
    ]


@pytest.mark.parametrize(
    ("written", "language"), [("Cymraeg", "cy"), ("english", "en"), ("y ddwy", "unknown")]
)
def test_any_letter_takes_the_language_in_which_somebody_wants_to_be_written_to(
    office: RepliesOffice, written: str, language: str
) -> None:
    office.reads(office.mail("huw", office.of_letter("action_waiting", "huw"), written))
    assert office.outcomes() == [("answer", "applied", None)]
    assert office.person("huw").language == language


def test_what_is_no_known_word_goes_to_a_person_and_its_text_is_kept_nowhere(office: RepliesOffice) -> None:
    """Seen to fail with the mail's first line kept as the reason."""
    canary = "Zebedeus-Quintrell"
    office.reads(
        office.mail("mair", office.of_invitation("mair"), f"I cannot say yet, ask {canary}"),
        office.mail("mair", office.of_invitation("mair"), f"decline {canary}"),
    )
    assert office.outcomes() == [("mail", "shown", "no_known_word"), ("answer", "refused", "reason_unknown")]
    [told] = office.letters("mail_to_read")
    assert (told.recipient, told.facts["count"], told.facts["reasons"]) == ("nia", 1, ["no_known_word"])
    with office.desk() as at:
        assert OfficeDays(at.session).stands_anywhere(canary) == []


def test_a_holiday_answer_is_no_answer(office: RepliesOffice) -> None:
    """Seen to fail with Auto-Submitted not looked at."""
    for headers in (
        {"Auto-Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"X-Autoreply": "yes"},
        {"List-Id": "<x.example>"},
    ):
        office.reads(office.mail("mair", office.of_invitation("mair"), "accept", headers=headers))
    assert office.outcomes() == [("automatic", "ignored", None)] * 4
    assert office.invitation("mair").state == "needs_action"
    assert not office.letters("answer_recorded")


def test_a_calendar_answer_that_a_program_sent_counts_by_its_token(office: RepliesOffice) -> None:
    headers = {"Auto-Submitted": "auto-generated"}
    to, part = office.of_invitation("mair"), office.ics("mair")
    unsealed = "atebion@bwrdd.example.test"
    passed = {"Authentication-Results": "mx.bwrdd.example.test; dmarc=pass header.from=housing.example.test"}
    office.reads(
        office.mail("mair", unsealed, calendar=part, headers=headers | passed),
        authserv="mx.bwrdd.example.test",
    )
    assert office.outcomes() == [("automatic", "ignored", None)]
    office.reads(office.mail("mair", to, calendar=part, headers=headers))
    assert office.outcomes()[-1] == ("reply", "applied", None)


def test_coordinators_are_told_once_a_day(office: RepliesOffice) -> None:
    to = office.of_invitation("mair")
    office.reads(office.mail("mair", to, "hello"))
    office.reads(office.mail("mair", to, "hello again"))
    [told] = office.letters("mail_to_read")
    assert told.facts["count"] == 2
    office.all_letters_go()
    office.reads(office.mail("mair", to, "and once more"))
    assert len(office.letters("mail_to_read")) == 1
    office.today += timedelta(days=1)
    office.reads()
    assert [each.facts["count"] for each in office.letters("mail_to_read")] == [2, 3]
    office.today += timedelta(days=1)
    office.reads()
    assert len(office.letters("mail_to_read")) == 2, "nothing has come since"


def test_a_review_with_a_withdrawn_person_takes_no_answer_of_theirs(office: RepliesOffice) -> None:
    to = office.of_letter("action_waiting", "huw")
    with office.desk() as at:
        review = at.session.exec(select(Review)).one()
        withdraw_person(at, review, at.session.get_one(Person, "huw"), "police_advice")
    office.reads(office.mail("huw", to, "sent"))
    assert office.outcomes() == [("answer", "stale", "person_withdrawn")]
    assert office.action("S10", "health").state == "open"
