"""The journal mailbox at a real IMAP server, Dovecot: looked into over verified TLS, and left as it was."""

import os
import shutil
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from tempfile import mkdtemp

import pytest
from imap_server import ImapServer, is_installed

from tasks.correspondence.errors import CorrespondenceError, JournalAwayError
from tasks.correspondence.journal import ImapJournal

SOUGHT = "<9ec2d809-ed66-5d06-8588-cd66adbfd06b@bwrdd.example.test>"


@pytest.fixture(scope="module")
def imap_server() -> Iterator[ImapServer]:
    """A real IMAP server."""
    if not is_installed():
        assert os.environ.get("CI") != "true", "install Debian's dovecot-imapd, as .ci/run does"
        pytest.skip("Debian's dovecot-imapd is not installed")
    home = Path(mkdtemp(prefix="cpr-imap-"))
    home.chmod(0o711)
    server = ImapServer(home)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(home, ignore_errors=True)


def _copy(message_id: str) -> bytes:
    letter = EmailMessage()
    letter["Message-ID"] = message_id
    letter.set_content(f"In-Reply-To: {SOUGHT}")
    return letter.as_bytes()


def test_a_copy_is_found_by_its_message_id_also_when_it_comes_while_we_look(
    imap_server: ImapServer,
) -> None:
    """Seen to fail with the text searched instead of the header, and without the mailbox asked anew."""
    with ImapJournal.at(imap_server.url()).open() as journal:
        assert not journal.holds(SOUGHT)
        imap_server.falls_in(_copy("<another@bwrdd.example.test>"))
        assert not journal.holds(SOUGHT)
        imap_server.falls_in(_copy("<another@bwrdd.example.test>"), _copy(SOUGHT))
        assert journal.holds(SOUGHT)
        assert journal.holds(SOUGHT)

    seen = [file for file in imap_server.maildir.rglob("*.example*") if "S" in file.name.partition(":2,")[2]]
    assert seen == []


def test_a_mailbox_that_cannot_be_read_or_trusted_is_away_and_never_empty(
    imap_server: ImapServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen to fail with certificates not verified; an error carries no word of the URL."""
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    for url in (
        imap_server.secure_url(),
        imap_server.url("nid-hwn"),
        imap_server.url().replace("INBOX", "NoSuchFolder"),
        "imap://a:b@127.0.0.1:1/INBOX",
    ):
        with ImapJournal.at(url).open() as journal, pytest.raises(JournalAwayError) as away:
            journal.holds(SOUGHT)
        assert set(away.value.facts) == {"cause"}

    monkeypatch.setenv("SSL_CERT_FILE", str(imap_server.certificate))
    with ImapJournal.at(imap_server.secure_url()).open() as journal:
        assert not journal.holds("<nowhere@bwrdd.example.test>")


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("imap://a:b@imap.example.test/INBOX", "journal_not_secure"),
        ("imap://a:b@10.0.0.1/INBOX", "journal_not_secure"),
        ("https://a:b@imap.example.test", "journal_url_unknown"),
        ("imaps://imap.example.test/INBOX", "journal_url_unknown"),
        ("imaps://a:b@imap.example.test:x/INBOX", "journal_url_unknown"),
        ("INBOX", "journal_url_unknown"),
    ],
)
def test_an_address_that_cannot_be_understood_or_trusted_is_refused(url: str, code: str) -> None:
    with pytest.raises(CorrespondenceError) as refused:
        ImapJournal.configured({"CPR_JOURNAL_URL": url})

    assert (refused.value.code, refused.value.facts) == (code, {})


def test_without_an_address_there_is_no_journal_and_a_password_stands_in_no_text() -> None:
    assert ImapJournal.configured({}) is None
    assert "cyfrinach" not in repr(ImapJournal.at("imaps://uned:cyfrinach@imap.example.test/INBOX"))
