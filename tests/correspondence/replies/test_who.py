"""Whose answer it is: proven by its address or by our own mail server's verdict, or not at all."""

from dataclasses import replace

import pytest
from replies_office import BARE, OURS, SENDER, RepliesOffice

from models.records import Alias
from tasks.correspondence.replies.intake import read_replies
from tasks.correspondence.replies.who import verified
from tasks.correspondence.tokens import Purpose


def passed(domain: str, server: str = OURS) -> dict[str, str]:
    """Say what a mail server found."""
    return {"Authentication-Results": f"{server}; dmarc=pass header.from={domain}; spf=pass"}


def nothing_came_of_it(office: RepliesOffice, reason: str, outcome: str = "shown") -> None:
    """See that the last message changed nothing, and why."""
    assert office.outcomes()[-1][1:] == (outcome, reason)
    assert office.invitation("mair").state == "needs_action"
    assert office.invitation("pat").state == "needs_action"
    assert office.replies == []


def test_a_sealed_address_alone_proves_whose_answer_it_is(office: RepliesOffice) -> None:
    own_address_at_home = "mair.at.home@elsewhere.example.test"
    office.reads(office.mail("mair", office.of_invitation("mair"), "accept", sender=own_address_at_home))
    assert office.invitation("mair").state == "accepted"


@pytest.mark.parametrize("header", ["Cc", "Delivered-To", "X-Original-To", "Envelope-To"])
def test_the_sealed_address_may_stand_where_mail_servers_note_it(office: RepliesOffice, header: str) -> None:
    sealed = office.of_invitation("mair").upper()
    office.reads(office.mail("mair", "somebody@bwrdd.example.test", "accept", headers={header: sealed}))
    assert office.invitation("mair").state == "accepted"


def test_a_seal_that_was_changed_proves_nothing(office: RepliesOffice) -> None:
    """Seen to fail with the seal not compared."""
    other = SENDER.reply_address(Purpose.INVITATION, office.invitation("pat").key + 1000)
    changed = office.of_invitation("mair").replace("+i-", "+i-1")
    for to in (other, changed):
        office.reads(office.mail("mair", to, "accept"))
        assert office.outcomes()[-1][1] == "shown"
    assert office.invitation("mair").state == "needs_action"


def test_without_a_seal_an_address_proves_nothing_by_itself(office: RepliesOffice) -> None:
    """Seen to fail with From believed."""
    office.reads(office.mail("mair", BARE, calendar=office.ics("mair")))
    nothing_came_of_it(office, "not_known_who")


def test_our_own_mail_servers_verdict_proves_a_sender(office: RepliesOffice) -> None:
    mail = office.mail("mair", BARE, calendar=office.ics("mair"), headers=passed("housing.example.test"))
    office.reads(mail, authserv=OURS)
    assert office.invitation("mair").state == "accepted"


def test_a_verdict_counts_for_nothing_where_nobody_has_said_which_server_is_ours(
    office: RepliesOffice,
) -> None:
    mail = office.mail("mair", BARE, calendar=office.ics("mair"), headers=passed("housing.example.test"))
    office.reads(mail)
    nothing_came_of_it(office, "not_known_who")


def test_somebody_elses_verdict_below_or_above_ours_counts_for_nothing(office: RepliesOffice) -> None:
    """Seen to fail with any header of that name believed, and with the lowest of ours taken."""
    mail = office.mail("mair", BARE, calendar=office.ics("mair"))
    forged = f"Authentication-Results: {OURS}; dmarc=pass header.from=housing.example.test\n"
    theirs = "Authentication-Results: mx.elsewhere.test; dmarc=pass header.from=housing.example.test\n"
    ours = f"Authentication-Results: {OURS}; dmarc=fail header.from=housing.example.test\n"
    office.reads((theirs + ours + forged).encode() + mail, authserv=OURS)
    nothing_came_of_it(office, "forged", "quarantined")


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        ("dmarc=pass header.from=police.test", True),
        ("dmarc=pass header.from=test", None),
        ("dmarc=pass header.from=elsewhere.test", None),
        ("dmarc=fail header.from=police.test; dkim=pass header.d=police.test", False),
        ("dmarc=none header.from=police.test; dkim=pass header.d=police.test", True),
        ("spf=pass smtp.mailfrom=ann@police.test", True),
        ("spf=pass smtp.mailfrom=ann@elsewhere.test", None),
        ("dkim=fail header.d=police.test", None),
        ('spf=fail smtp.mailfrom="x; dmarc=pass header.from=police.test"@elsewhere.test', None),
        ('spf=fail smtp.mailfrom="x; dmarc=pass header.from=police.test', False),
        ("spf=fail (x; dmarc=pass header.from=police.test) smtp.mailfrom=elsewhere.test", None),
        ("dmarc=pass header.from=police.test; dmarc=none header.from=elsewhere.test", False),
        ("none", None),
    ],
)
def test_a_verdict_says_what_it_says_and_no_more(verdict: str, said: bool | None) -> None:
    assert verified((f"{OURS}; {verdict}",), OURS, "police.test") is said


def test_who_writes_from_another_address_that_we_know_is_believed_as_well(office: RepliesOffice) -> None:
    with office.desk() as at:
        at.session.add(Alias(e_mail="m.example@tai.example.test", person_code="mair"))
    mail = office.mail(
        "mair",
        BARE,
        calendar=office.ics("mair", attendee="M.Example@tai.example.test"),
        sender="M.Example@tai.example.test",
        headers=passed("tai.example.test"),
    )
    office.reads(mail, authserv=OURS)
    assert office.invitation("mair").state == "accepted"


def test_an_answer_in_somebody_elses_name_changes_nothing(office: RepliesOffice) -> None:
    """Seen to fail with the ATTENDEE not looked at."""
    office.reads(office.mail("mair", office.of_invitation("mair"), calendar=office.ics("pat")))
    nothing_came_of_it(office, "other_person")
    stranger = office.ics("mair", attendee="stranger@elsewhere.example.test")
    office.reads(office.mail("mair", office.of_invitation("mair"), calendar=stranger))
    nothing_came_of_it(office, "other_person")


def test_somebody_else_on_our_list_cannot_answer_with_a_letter_that_was_passed_on(
    office: RepliesOffice,
) -> None:
    office.reads(office.mail("pat", office.of_invitation("mair"), "decline"))
    nothing_came_of_it(office, "other_person")


def test_a_seal_for_one_meeting_answers_no_other(office: RepliesOffice) -> None:
    part = office.ics("mair", uid="8f1c2f8e-2c57-5d0e-9f2e-0a4d5e1c7b11")
    office.reads(office.mail("mair", office.of_invitation("mair"), calendar=part))
    nothing_came_of_it(office, "other_meeting")
    office.reads(office.mail("mair", office.of_invitation("mair"), calendar=office.ics("mair", uid="none")))
    nothing_came_of_it(office, "other_meeting")


def test_a_calendar_part_that_names_nobody_gives_no_answer(office: RepliesOffice) -> None:
    nobody = office.ics("mair", attendee="")
    office.reads(office.mail("mair", office.of_invitation("mair"), calendar=nobody))
    nothing_came_of_it(office, "no_answer")
    office.reads(
        office.mail("mair", office.of_invitation("mair"), calendar=nobody, sender="x@y.example.test")
    )
    nothing_came_of_it(office, "attendee_missing")


def test_an_answer_to_two_people_at_once_is_for_a_person_to_read(office: RepliesOffice) -> None:
    both = f"{office.of_invitation('mair')}, {office.of_invitation('pat')}"
    office.reads(office.mail("mair", both, "accept"))
    nothing_came_of_it(office, "several_tokens")


def test_a_name_in_quotes_may_say_what_it_likes(office: RepliesOffice) -> None:
    sender = '"mair@housing.example.test" <eve@elsewhere.example.test>'
    mail = office.mail("mair", BARE, calendar=office.ics("mair"), sender=sender)
    office.reads(
        f"Authentication-Results: {OURS}; dmarc=pass header.from=elsewhere.example.test\n".encode() + mail,
        authserv=OURS,
    )
    nothing_came_of_it(office, "not_known_who")


def test_an_installation_without_a_key_believes_no_seal(office: RepliesOffice) -> None:
    office.falls_in(office.mail("mair", office.of_invitation("mair"), "accept"))
    read_replies(office.desk, office.mailbox, replace(SENDER, key=None))
    nothing_came_of_it(office, "not_known_who")
