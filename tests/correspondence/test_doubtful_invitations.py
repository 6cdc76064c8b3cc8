"""Invitations in doubt: cancelled where they may be in a diary, never sent again after what replaces them."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from outgoing import JOURNAL, NOW, SENDER, TODAY, FakeDesk, MailServer, Record, unhurried

from models import casework
from models.casework import invitation_letters, invitations
from models.records import Invitation, Meeting, Role
from tasks.correspondence import outbox, shelf
from tasks.correspondence.doubt import Swept, sweep
from tasks.correspondence.outbox import Claim
from tasks.correspondence.post import Sent, send_due


class Empty:
    """A journal to which nothing has come."""

    def holds(self, message_id: str) -> bool:
        return not message_id


def _send(record: Record, mail: MailServer) -> Sent:
    return send_due(record.desk, mail.channel, replace(SENDER, journal=JOURNAL), pace=unhurried())


def _office(at: FakeDesk) -> casework.Office:
    return casework.Office(session=at.session, now=at.now, today=at.today, by="nia")


def _invited(record: Record) -> int:
    """Invite somebody to a Panel meeting that a coordinator looks after; give the invitation's number."""
    record.mean(state="withdrawn")
    starts_at = NOW + timedelta(days=30)
    with record.desk() as at:
        at.session.add(Role(person_code="lead-1", board_code="example", role="coordinator", since=TODAY))
        meeting = Meeting(
            review_id=record.review,
            kind="panel",
            uid=uuid4(),
            planned_on=starts_at.date(),
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=2),
        )
        at.session.add(meeting)
        at.session.flush()
        whom = {"person_code": "lead-1", "agency_code": "education"}
        invitation = Invitation(meeting_id=meeting.key, invited_on=TODAY, **whom)
        at.session.add(invitation)
        at.session.flush()
        invitation_letters.request(_office(at), meeting, invitation)
        return invitation.key


def _hangs_up(record: Record, mail: MailServer) -> None:
    """Send what may go to a server that is gone before it says that it has it."""
    mail.hang_up = True
    assert _send(record, mail) == Sent(unknown=1)
    mail.hang_up = False


def _uninvite(record: Record, invitation: int) -> None:
    with record.desk() as at:
        invitations.uninvite(_office(at), at.session.get_one(Invitation, invitation))


def _in_the_diary(record: Record) -> list[tuple[str | None, str, str | None]]:
    return [(row.method, row.state, row.reason) for row in record.letters() if row.method]


def test_an_invitation_that_was_once_in_doubt_is_cancelled_though_it_was_to_go_again(
    record: Record, mail: MailServer
) -> None:
    """Seen to fail with the letter's state alone looked at: the meeting stayed in the diary."""
    invitation = _invited(record)
    _hangs_up(record, mail)
    record.let_time_pass()
    assert sweep(record.desk, Empty()) == Swept(again=1)

    _uninvite(record, invitation)

    assert _in_the_diary(record) == [("REQUEST", "withdrawn", "cancelled"), ("CANCEL", "pending", None)]


def test_so_is_one_whose_sender_died(record: Record) -> None:
    """Seen to fail with `give_up_abandoned` not saying that it may have arrived."""
    invitation = _invited(record)
    with record.desk() as at:
        turn = outbox.next_due(at)
        assert turn is not None
        assert isinstance(outbox.claim(at, turn, SENDER), Claim)
    record.let_time_pass()
    assert sweep(record.desk, None) == Swept(again=1)

    _uninvite(record, invitation)

    assert _in_the_diary(record)[-1] == ("CANCEL", "pending", None)


@pytest.mark.parametrize("how", ["journal", "no_journal", "by_hand"])
def test_an_invitation_in_doubt_does_not_go_again_after_its_cancellation(
    record: Record, mail: MailServer, how: str
) -> None:
    """Seen to fail without `_is_replaced`: the meeting was back in the diary."""
    invitation = _invited(record)
    _hangs_up(record, mail)
    _uninvite(record, invitation)
    assert _send(record, mail) == Sent(accepted=1)
    record.let_time_pass()

    [request] = [row.key for row in record.letters() if row.method == "REQUEST"]
    if how == "by_hand":
        with record.desk() as at:
            assert shelf.settle(_office(at), request, arrived=False).state == "withdrawn"
    else:
        assert sweep(record.desk, Empty() if how == "journal" else None) == Swept()

    assert _in_the_diary(record) == [("REQUEST", "withdrawn", "replaced"), ("CANCEL", "accepted", None)]
    assert _send(record, mail) == Sent()
