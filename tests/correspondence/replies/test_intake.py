"""The round of the mailbox: each message once, whatever breaks, whoever reads, whenever a program dies."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from office_days import OfficeDays
from replies_office import BARE, NOW, SENDER, STARTS_AT, RepliesOffice
from sqlmodel import select

from models.casework import meetings
from models.records import Invitation, Letter, Meeting, Person, Reply
from tasks.correspondence.itip.reading import Answered
from tasks.correspondence.replies import taking
from tasks.correspondence.replies.intake import read_configured
from tasks.correspondence.replies.mailbox import Found, MailboxError, Put, place
from tasks.correspondence.replies.maildir import Maildir
from tasks.correspondence.tokens import Purpose


def test_what_was_taken_in_lies_in_its_folder_and_is_not_taken_in_again(office: RepliesOffice) -> None:
    office.reads(office.mail("mair", office.of_invitation("mair"), "accept"))
    office.reads()
    assert len(office.received) == 1
    assert office.received[0].moved
    assert (office.lie_in(""), office.lie_in(".Processed"), office.lie_in(".Quarantine")) == (0, 1, 0)


def test_a_program_that_dies_before_it_moves_a_message_only_moves_it_the_next_time(
    office: RepliesOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen to fail with messages known by where they lie not looked for."""

    def dies(*_: object) -> None:
        raise MailboxError("replies_away", cause="connection")

    office.falls_in(office.mail("mair", office.of_invitation("mair"), "accept"))
    with monkeypatch.context() as patch:
        patch.setattr(Maildir, "move", dies)
        trouble = office.reads().trouble
    assert trouble is not None
    assert trouble.code == "replies_away"
    assert [each.moved for each in office.received] == [False]
    with office.desk() as at:
        before = OfficeDays(at.session).counts()

    counts = office.reads()

    assert not counts.outcomes
    assert [each.moved for each in office.received] == [True]
    assert (office.lie_in(""), office.lie_in(".Processed")) == (0, 1)
    with office.desk() as at:
        assert OfficeDays(at.session).counts() == before


def test_one_message_that_cannot_be_moved_stops_no_other(
    office: RepliesOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen to fail with the first refusal let through: nothing after it was read, nobody was told."""
    moves = Maildir.move

    def refuses(mailbox: Maildir, found: Found, put: Put) -> None:
        if put == "Quarantine":
            raise MailboxError("replies_away", cause="connection")
        moves(mailbox, found, put)

    monkeypatch.setattr(Maildir, "move", refuses)
    to = office.of_invitation("mair")
    office.falls_in(office.mail("mair", to, "hello"), b"\0: broken\n\n", office.mail("mair", to, "accept"))
    counts = office.reads()

    assert counts.trouble is not None
    assert office.invitation("mair").state == "accepted"
    assert [each.moved for each in office.received] == [True, False, True]
    assert len(office.letters("mail_to_read")) == 1
    assert not office.reads().outcomes


def test_one_message_that_breaks_our_program_stops_no_other(
    office: RepliesOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen to fail with the error let through: the message after it waited for ever."""
    broken = office.mail("pat", office.of_invitation("pat"), "accept")
    right = taking.read

    def breaks(message: bytes) -> object:
        if message == broken:
            raise ZeroDivisionError
        return right(message)

    monkeypatch.setattr(taking, "read", breaks)
    office.reads(broken, office.mail("mair", office.of_invitation("mair"), "accept"))

    assert office.outcomes() == [("broken", "quarantined", "unexpected"), ("answer", "applied", None)]
    assert (office.invitation("pat").state, office.invitation("mair").state) == ("needs_action", "accepted")
    [told] = office.letters("mail_to_read")
    assert told.facts["reasons"] == ["unexpected"]


def test_the_same_mail_delivered_twice_counts_once(office: RepliesOffice) -> None:
    """Seen to fail with only the fingerprint compared: the second came by another way."""
    mail = office.mail("huw", office.of_letter("action_waiting", "huw"), "cymraeg")
    office.reads(mail, mail, b"Received: by another.example.test\n" + mail)
    assert [each[1] for each in office.outcomes()] == ["applied", "repeated", "repeated"]
    assert len(office.letters("answer_recorded")) == 1


def test_of_two_answers_the_later_counts_whichever_came_first(office: RepliesOffice) -> None:
    to = office.of_invitation("mair")
    early = office.ics("mair", "ACCEPTED", stamp=NOW - timedelta(hours=3))
    late = office.ics("mair", "DECLINED", stamp=NOW - timedelta(hours=2))
    office.reads(office.mail("mair", to, calendar=late), office.mail("mair", to, calendar=early))
    assert [each[1] for each in office.outcomes()] == ["applied", "stale"]
    assert office.invitation("mair").state == "declined"


def test_a_whole_conversation_invite_accept_move_counter_accept_cancel(office: RepliesOffice) -> None:
    to = office.of_invitation("mair")
    office.reads(office.mail("mair", to, calendar=office.ics("mair")))
    assert office.invitation("mair").state == "accepted"

    office.plans(STARTS_AT + timedelta(days=1))
    assert office.invitation("mair").state == "needs_action"
    office.reads(office.mail("mair", to, "cynnig 2026-05-14 10:00"))
    assert office.letter("counter_proposed", "nia").state == "pending"

    office.plans(STARTS_AT + timedelta(days=2))
    office.reads(office.mail("mair", to, calendar=office.ics("mair")))
    assert office.invitation("mair").state == "accepted"

    with office.desk() as at:
        meetings.cancel(at, at.session.get_one(Meeting, office.meeting().key))
    assert office.letter("invitation_cancelled", "mair").method == "CANCEL"
    office.reads(office.mail("mair", to, calendar=office.ics("mair", "DECLINED")))
    assert office.outcomes()[-1][1] == "stale"


def _bounce(
    office: RepliesOffice,
    person: str,
    *,
    action: str = "failed",
    about: str | None = None,
    to: str | None = None,
) -> bytes:
    letter = office.letter("invitation", person)
    address = about or office.person(person).e_mail
    sealed = SENDER.reply_address(Purpose.BOUNCE, letter.key)
    return "\n".join(
        [
            "From: MAILER-DAEMON@mx.example.test",
            f"To: {to or sealed}",
            "Return-Path: <>",
            "Auto-Submitted: auto-replied",
            "Content-Type: multipart/report; report-type=delivery-status; boundary=b",
            "",
            "--b",
            "Content-Type: text/plain",
            "",
            "accept",
            "--b",
            "Content-Type: message/delivery-status",
            "",
            "Reporting-MTA: dns; mx.example.test",
            "",
            f"Final-Recipient: rfc822; {address}",
            f"Action: {action}",
            "Status: 5.1.1",
            "Diagnostic-Code: smtp; 551 5.1.1 unknown",
            "",
            "--b",
            "Content-Type: message/rfc822",
            "",
            f"To: {address}",
            f"Message-ID: {letter.message_id}",
            "Content-Type: text/calendar; method=REPLY",
            "",
            office.ics(person).decode(),
            "--b--",
            "",
        ]
    ).encode()


def test_a_bounce_marks_the_letter_and_what_it_carries_is_no_answer(office: RepliesOffice) -> None:
    """Seen to fail with the parts of the letter inside read as the mail's own."""
    with office.desk() as at:
        letter = at.session.get_one(Letter, office.letter("invitation", "mair").key)
        letter.message = f"To: {office.person('mair').e_mail}".encode()
    office.reads(_bounce(office, "mair"))
    assert office.outcomes() == [("bounce", "applied", None)]
    assert office.invitation("mair").state == "needs_action"
    came_back = office.letter("invitation", "mair")
    assert (came_back.state, came_back.answer_code) == ("bounced", 551)
    assert office.person("mair").bounced_on == office.today


def test_a_bounce_that_is_put_off_or_speaks_of_somebody_else_marks_nothing(office: RepliesOffice) -> None:
    elsewhere = "eve@elsewhere.example.test"
    office.reads(_bounce(office, "mair", action="delayed"), _bounce(office, "mair", about=elsewhere))
    assert office.outcomes() == [("bounce", "ignored", "delayed"), ("bounce", "shown", "bounce_unclear")]
    assert office.letter("invitation", "mair").state == "accepted"
    assert office.person("mair").bounced_on is None


def test_a_bounce_counts_only_at_the_address_of_that_letters_envelope(office: RepliesOffice) -> None:
    """Seen to fail with the seal and the purpose of the address not compared."""
    letter = office.letter("invitation", "mair")
    others = SENDER.reply_address(Purpose.BOUNCE, office.letter("invitation", "pat").key)
    forged = replace(SENDER, key=b"x" * 32).reply_address(Purpose.BOUNCE, letter.key)
    answers = SENDER.reply_address(Purpose.LETTER, letter.key)
    office.reads(*(_bounce(office, "mair", to=to) for to in (BARE, others, forged, answers)))
    assert office.outcomes() == [("bounce", "shown", "bounce_unclear")] * 4
    assert office.letter("invitation", "mair").state == "accepted"
    assert office.person("mair").bounced_on is None


def test_nothing_is_read_where_no_mailbox_is_named(office: RepliesOffice) -> None:
    assert read_configured(office.desk, {}) is None
    read = read_configured(office.desk, {"CPR_REPLIES_URL": "maildir:///nonexistent/replies"})
    assert read is not None
    assert "not to be had" in str(read.trouble)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("imap://name:secret@mail.example.test/INBOX", "replies_not_secure"),
        ("imaps://mail.example.test", "replies_url_unknown"),
        ("pop3://name:secret@mail.example.test", "replies_url_unknown"),
        ("imaps://name:secret@mail.example.test:port", "replies_url_unknown"),
        ("maildir://", "replies_url_unknown"),
    ],
)
def test_a_mailbox_that_is_not_safe_or_not_understood_is_refused_and_its_password_not_repeated(
    url: str, code: str
) -> None:
    with pytest.raises(MailboxError) as refused:
        place(url)
    assert refused.value.code == code
    assert "secret" not in f"{refused.value!r} {refused.value.words.both}"


SAMPLES = Path(__file__).parents[1] / "itip" / "replies"
ANSWERS = {
    "google-accepted": "accepted",
    "exchange-accepted": "accepted",
    "apple-mail-accepted": "accepted",
    "thunderbird-declined": "declined",
    "sogo-accepted": "accepted",
    "davical-accepted": "accepted",
    "google-counter": "countered",
    "exchange-counter": "countered",
}


@pytest.mark.parametrize("name", ANSWERS)
def test_answers_as_real_programs_send_them_count(office: RepliesOffice, name: str) -> None:
    mail = (SAMPLES / f"{name}.eml").read_bytes()
    read = taking.read(mail)
    assert isinstance(read.calendar, Answered)
    with office.desk() as at:
        at.session.get_one(Person, "mair").e_mail = read.calendar.attendee or ""
        meeting = at.session.get_one(Meeting, office.meeting().key)
        meeting.uid, meeting.sequence = UUID(read.calendar.uid), read.calendar.sequence
    sealed_for_seven = next(each for each in read.to if "+i-7-" in each)
    office.reads(re.sub(re.escape(sealed_for_seven).encode(), office.of_invitation("mair").encode(), mail))
    kind, outcome, reason = office.outcomes()[-1]
    expected = ("counter", "shown") if ANSWERS[name] == "countered" else ("reply", "applied")
    assert (kind, outcome) == expected, reason
    with office.record() as session:
        assert session.exec(select(Reply.answer)).one() == ANSWERS[name]
        state = session.get_one(Invitation, office.invitation("mair").key).state
    assert state == ("needs_action" if ANSWERS[name] == "countered" else ANSWERS[name])


def test_a_maildir_that_somebody_reads_at_the_same_time_breaks_nothing(office: RepliesOffice) -> None:
    office.falls_in(*(office.mail("mair", office.of_invitation("mair"), "hello") for _ in range(3)))
    waiting = office.mailbox.unread()
    first = next(waiting)
    second = sorted((office.maildir / "new").iterdir())[1]
    second.rename(office.maildir / "tmp" / "taken away")
    office.mailbox.move(first, "Processed")
    office.mailbox.move(first, "Processed")
    assert len(list(waiting)) == 1
    assert (office.lie_in(""), office.lie_in(".Processed")) == (1, 1)
