"""The notification as it goes: over verified TLS alone, to Welsh Government alone, in its own words."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from letters_written import COORDINATOR, asked, part, read, written
from office_days import OfficeDays
from outgoing import (
    JOURNAL,
    SENDER,
    TODAY,
    MailServer,
    Record,
    running,
    tls_context,
    unhurried,
    write_certificate,
)
from sqlmodel import col, select

from models.casework.notification.told import would_tell
from models.casework.people import enter_people, read_people
from models.records import Installation, Letter, Notification, NotificationDraft, Review
from tasks.correspondence.board_mail import channel
from tasks.correspondence.notified import as_sent, preview
from tasks.correspondence.post import Sent, send_due
from tasks.correspondence.sender import Sender

READER = """\
code,name,e_mail,agency,language,trained_on,board,role,since
elin,Elin Example,elin@gov.example.test,welsh_government,unknown,,example,welsh_government,2012-01-01
"""
OUTLINE = "How agencies shared what they knew, and how the child was heard."


@pytest.fixture
def notified(record: Record) -> Record:
    """A record on which a notification, and nothing else, waits to be sent."""
    with record.desk() as at:
        days = OfficeDays(at.session, TODAY).with_people()
        enter_people(at.session, read_people(READER))
        days.answers(days.through(days.opens("CPR EX 9/2026"), until="S05"), "S05")
        others = select(Letter).where(col(Letter.letter) != "notification")
        for each in at.session.exec(others):
            each.state = "withdrawn"
    return record


def waiting(record: Record) -> Letter:
    [letter] = [each for each in record.letters() if each.letter == "notification"]
    return letter


def sends(record: Record, server: MailServer, scheme: str = "boardmail", sender: Sender = SENDER) -> Sent:
    return send_due(
        record.desk, channel(f"{scheme}://127.0.0.1:{server.port}", sender), sender, pace=unhurried()
    )


@dataclass
class Tls:
    """A mail server with a certificate of its own."""

    server: MailServer
    certificate: Path


@pytest.fixture
def tls(tmp_path: Path) -> Iterator[Tls]:
    """A mail server that offers TLS with a certificate that nobody trusts unless told to."""
    certificate, server = write_certificate(tmp_path / "server.pem"), MailServer()
    with running(server, server.port, tls_context=tls_context(certificate), require_starttls=True):
        yield Tls(server, certificate)


def test_over_a_connection_in_clear_not_one_byte_of_it_leaves_even_on_this_machine(
    notified: Record, mail: MailServer
) -> None:
    """R32, G12. Seen to fail with the claim not asking how the server is reached."""
    sent = sends(notified, mail)
    letter = waiting(notified)
    assert (sent.accepted, sent.not_rendered, mail.seen, mail.journal) == (0, 1, [], [])
    assert (letter.state, letter.reason, letter.message) == (
        "pending",
        "not_rendered: mail_not_verified",
        None,
    )


def test_a_server_that_offers_no_tls_gets_nothing(notified: Record, mail: MailServer) -> None:
    """G12. Seen to fail with `starttls` tried only where the server offers it."""
    assert sends(notified, mail, "boardmails").server_away
    assert (mail.seen, waiting(notified).state) == ([], "pending")


def test_a_certificate_that_nobody_vouches_for_ends_the_conversation(notified: Record, tls: Tls) -> None:
    """G12. Seen to fail with the certificate not verified in `_introduce`."""
    assert sends(notified, tls.server, "boardmails").server_away
    assert (tls.server.seen, waiting(notified).state) == ([], "pending")


def test_over_verified_tls_it_goes_whole_to_its_reader_and_no_copy_to_a_journal(
    notified: Record, tls: Tls, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen to fail with the journal given as for every letter."""
    monkeypatch.setenv("SSL_CERT_FILE", str(tls.certificate))
    sent = sends(notified, tls.server, "boardmails", replace(SENDER, journal=JOURNAL))
    assert (sent.accepted, tls.server.journal) == (1, [])
    [(to, message)] = tls.server.accepted
    assert to == "elin@gov.example.test"
    text = part(read(message), "plain")
    for said in (
        "1. Math o adolygiad",
        "1. Type of review",
        "extended child practice review",
        "Abuse or neglect, known or suspected",
        "Recommendation: majority",
        OUTLINE,
    ):
        assert said in text
    assert (
        text.index("1. Type of review")
        < text.index("2. Rationale")
        < text.index("3. How")
        < text.index("4. Out")
    )
    assert waiting(notified).state == "accepted"


def test_a_demonstration_whose_every_word_is_invented_sends_it_on_this_machine(
    notified: Record, mail: MailServer
) -> None:
    with notified.desk() as at:
        installation = at.session.get_one(Installation, True)  # noqa: FBT003 - the table's one row
        installation.kind = "demo"
    assert sends(notified, mail).accepted == 1


def test_what_somebody_wrote_stands_in_no_letters_facts_and_in_no_other_letter(notified: Record) -> None:
    """Seen to fail with the outline put into the letter's facts."""
    assert not [each for each in notified.letters() if OUTLINE in str(each.facts)]


def test_the_preview_is_the_letter_word_for_word(
    notified: Record, tls: Tls, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R32: as Welsh Government sees it. Seen to fail with the preview's votes in another order."""
    with notified.desk() as at:
        review = at.session.exec(select(Review).where(Review.slug == "cpr-ex-9-2026")).one()
        row = at.session.exec(select(Notification)).one()
        texts = {name: getattr(row, name) for name in NotificationDraft.model_fields if hasattr(row, name)}
        told = would_tell(at.session, review, texts)
        previews = [preview(at, review, told, language) for language in ("cy", "en")]
    monkeypatch.setenv("SSL_CERT_FILE", str(tls.certificate))
    sends(notified, tls.server, "boardmails")
    with notified.desk() as at:
        sent = as_sent(at, at.session.exec(select(Notification)).one())
    assert sent is not None
    for each in previews:
        body = each[each.index("1. ") : each.index("elin" if "elin" in each else "Nia")]
        assert " ".join(body.split()) in " ".join(sent.split())


def test_the_letter_that_says_that_it_waits_leads_the_coordinator_to_its_page_and_nobody_else() -> None:
    """Seen to fail with the page given to whoever the letter goes to."""
    given = asked("S05", "notification")
    for roles, leads in ((COORDINATOR, True), (frozenset({"board_chair"}), False)):
        said = part(written("action_waiting", "en", given, roles=roles), "plain")
        assert ("https://atebion.example.test/pn-" in said) is leads
