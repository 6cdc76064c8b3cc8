"""The replies mailbox at a real IMAP server, Dovecot: read without a trace, then moved."""

import socket
import ssl
from imaplib import IMAP4

import pytest
from imap_server import PASSWORD, ImapServer
from replies_office import SENDER, RepliesOffice

from tasks.correspondence.replies import imap
from tasks.correspondence.replies.intake import Counts, opened, read_configured, read_replies
from tasks.correspondence.replies.mailbox import HEADER_BYTES, MOST_BYTES, MailboxError, place

SMALL = b"From: a@b.example.test\r\nSubject: x\r\n\r\nhello\r\n"


def _folders(server: ImapServer) -> dict[str, list[bytes]]:
    """Give what lies in each folder, with its flags, as another program sees it."""
    found = {}
    connection = IMAP4("127.0.0.1", server.port)
    connection.authenticate("PLAIN", lambda _: f"\0atebion\0{PASSWORD}".encode())
    for folder in ("INBOX", "Processed", "Quarantine"):
        _, [count] = connection.select(folder, readonly=True)
        answer = connection.fetch("1:*", "(FLAGS)")[1] if count != b"0" else []
        found[folder] = [each for each in answer if isinstance(each, bytes)]
    connection.logout()
    return found


def _reads(office: RepliesOffice, server: ImapServer) -> Counts:
    with opened(place(server.url())) as mailbox:
        return read_replies(office.desk, mailbox, SENDER)


def test_what_lies_there_is_found_by_its_number_and_left_unseen(imap_server: ImapServer) -> None:
    imap_server.falls_in(SMALL, SMALL)
    with opened(place(imap_server.url())) as mailbox:
        found = list(mailbox.unread())
    assert [(each.account, each.folder, each.uid) for each in found] == [
        ("atebion@127.0.0.1", "INBOX", "1"),
        ("atebion@127.0.0.1", "INBOX", "2"),
    ]
    assert {each.message for each in found} == {SMALL}
    assert all(each.uidvalidity.isdecimal() and each.arrived_at for each in found)
    assert not any(b"Seen" in each for each in _folders(imap_server)["INBOX"])


def test_messages_are_moved_into_folders_that_were_not_there(imap_server: ImapServer) -> None:
    """Seen to fail with EXPUNGE for every marked message, and with SEARCH ALL: what is marked is no mail."""
    imap_server.falls_in(SMALL, SMALL, SMALL)
    marked = IMAP4("127.0.0.1", imap_server.port)
    marked.authenticate("PLAIN", lambda _: f"\0atebion\0{PASSWORD}".encode())
    marked.select()
    marked.store("3", "+FLAGS", r"(\Deleted)")
    with opened(place(imap_server.url())) as mailbox:
        first, second = mailbox.unread()
        mailbox.move(first, "Processed")
        mailbox.move(second, "Quarantine")
        mailbox.move(second, "Quarantine")
    marked.shutdown()
    lies = _folders(imap_server)
    assert [len(lies[each]) for each in ("INBOX", "Processed", "Quarantine")] == [1, 1, 1]


def test_of_what_is_too_large_only_the_beginning_is_fetched(imap_server: ImapServer) -> None:
    """Seen to fail with the size not asked for: all of it came."""
    imap_server.falls_in(SMALL + b"a\r\n" * (MOST_BYTES // 3), SMALL)
    with opened(place(imap_server.url())) as mailbox:
        large, small = mailbox.unread()
    assert large.too_large
    assert len(large.message) == HEADER_BYTES
    assert not small.too_large


def test_answers_by_imap_count_and_end_in_their_folders(
    imap_server: ImapServer, office: RepliesOffice
) -> None:
    imap_server.falls_in(
        office.mail("mair", office.of_invitation("mair"), calendar=office.ics("mair")),
        office.mail("pat", office.of_invitation("pat"), "gwrthod salwch"),
        b"Content-Type: text/plain\n" * 101,
        office.mail("huw", office.of_letter("action_waiting", "huw"), "anfonwyd"),
    )
    counts = _reads(office, imap_server)

    assert str(counts) == "3 applied, 1 quarantined"
    assert (office.invitation("mair").state, office.invitation("pat").reason) == ("accepted", "sickness")
    assert office.action("S10", "health").state == "answered"
    lies = _folders(imap_server)
    assert [len(lies[each]) for each in ("INBOX", "Processed", "Quarantine")] == [0, 3, 1]
    assert not _reads(office, imap_server).outcomes


def test_a_wrong_password_says_so_and_is_not_repeated(imap_server: ImapServer, office: RepliesOffice) -> None:
    with pytest.raises(MailboxError) as refused:
        read_configured(office.desk, {"CPR_REPLIES_URL": imap_server.url("wrong-secret")})
    assert refused.value.code == "replies_login_refused"
    assert "wrong-secret" not in f"{refused.value!r} {refused.value.words.both}"


def test_a_certificate_that_nobody_vouches_for_is_refused(imap_server: ImapServer) -> None:
    """Seen to fail with a context that does not verify."""
    with pytest.raises(MailboxError) as refused, opened(place(imap_server.secure_url())):
        pass
    assert (refused.value.code, refused.value.facts) == ("replies_away", {"cause": "tls"})

    trusting = ssl.create_default_context(cafile=str(imap_server.certificate))
    imap_server.falls_in(SMALL)
    with imap.opened(place(imap_server.secure_url()), trusting) as mailbox:
        assert len(list(mailbox.unread())) == 1


def test_a_server_that_hangs_or_is_not_there_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imap, "_TIMEOUT", 0.3)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"imap://a:secret@127.0.0.1:{silent.getsockname()[1]}/INBOX"
        with pytest.raises(MailboxError) as refused, opened(place(url)):
            pass
        assert refused.value.facts == {"cause": "timeout"}
    with pytest.raises(MailboxError) as refused, opened(place(url)):
        pass
    assert refused.value.facts == {"cause": "connection"}
    assert "secret" not in f"{refused.value!r}{refused.value.words.both}"
