"""The outbox: who has a letter in hand, what a result may change, and which letters do not go."""

from datetime import date
from typing import Any

import pytest
from outgoing import SENDER, MailServer, Record, unhurried
from sqlmodel import Session

from models.records import Acknowledgement, Letter
from tasks.correspondence import outbox
from tasks.correspondence.outbox import Claim
from tasks.correspondence.post import Sent, send_due
from tasks.correspondence.wire import Answer, Meaning

YES = Answer(Meaning.ACCEPTED, 250, "DATA")


def _send(record: Record, mail: MailServer, **more: Any) -> Sent:  # noqa: ANN401 - as `send_due`
    return send_due(record.desk, mail.channel, SENDER, pace=unhurried(), **more)


def _claim(record: Record) -> Claim:
    with record.desk() as at:
        turn = outbox.next_due(at)
        assert turn is not None
        taken = outbox.claim(at, turn, SENDER)
    assert isinstance(taken, Claim)
    return taken


# Seen to fail: with the attempt left out of the fence.
def test_the_result_of_a_stale_worker_changes_no_row(record: Record) -> None:
    """G7."""
    [number] = record.mean()
    stale = _claim(record)
    with record.desk() as at:
        row = at.session.get_one(Letter, number)
        row.state, row.attempt = "sending", 2  # somebody else has it in hand by now
    before = record.letter(number)

    with record.desk() as at:
        assert outbox.settle(at, stale, YES) == "overtaken"

    assert record.letter(number) == before


# Seen to fail: without `give_up_abandoned`; the letter then stood in `sending` for ever, seen by nobody.
def test_a_letter_whose_sender_died_is_parked_and_its_late_result_changes_nothing(
    record: Record, mail: MailServer
) -> None:
    [number] = record.mean()
    dead = _claim(record)

    assert _send(record, mail) == Sent()
    record.let_time_pass()
    assert _send(record, mail) == Sent(unknown=1)

    with record.desk() as at:
        assert outbox.settle(at, dead, YES) == "overtaken"
    letter = record.letter(number)
    assert (letter.state, letter.reason) == ("unknown", "sender_gone")
    assert mail.seen == []


# Seen to fail: with the action's state not looked at.
@pytest.mark.parametrize("state", ["answered", "withdrawn"])
def test_a_letter_about_an_action_that_is_closed_does_not_go(
    record: Record, mail: MailServer, state: str
) -> None:
    [number] = record.mean(action_id=record.action(state))

    assert _send(record, mail) == Sent(withdrawn=1)

    letter = record.letter(number)
    assert (letter.state, letter.reason, letter.message) == ("withdrawn", f"action_{state}", None)
    assert mail.seen == []


@pytest.mark.parametrize(
    ("state", "sent"), [("acknowledged", Sent(withdrawn=1)), ("asked", Sent(accepted=1))]
)
def test_nobody_who_has_acknowledged_the_learning_is_asked_again(
    record: Record, mail: MailServer, state: str, sent: Sent
) -> None:
    """R110."""
    facts = {"reference": "CPR EX 1/2026", "board": "example", "addressee": "agency:education"}
    [number] = record.mean(letter="learning_shared", sequence=1, facts=facts)
    with Session(record.engine) as session, session.begin():
        session.add(
            Acknowledgement(
                review_id=record.review,
                addressee_kind="agency",
                addressee="education",
                asked_on=date(2026, 1, 30),
                state=state,
                settled_on=date(2026, 2, 10) if state == "acknowledged" else None,
            )
        )

    assert _send(record, mail) == sent

    assert record.letter(number).reason == (state if sent.withdrawn else None)


# Seen to fail: with the error let through; the queue then stood still behind the one letter.
def test_a_letter_that_cannot_be_written_waits_and_holds_up_no_other(
    record: Record, mail: MailServer
) -> None:
    [broken] = record.mean(letter="decision_made")
    record.mean(sequence=1)

    assert _send(record, mail) == Sent(not_rendered=1, accepted=1)

    letter = record.letter(broken)
    assert (letter.state, letter.reason) == ("pending", "not_rendered: KeyError")
    with record.desk() as at:
        row = at.session.get_one(Letter, broken)
        row.facts = {**row.facts, "outcome": "none"}
    record.let_time_pass()
    assert _send(record, mail) == Sent(accepted=1)


def test_a_letter_refused_for_days_on_end_has_expired(record: Record, mail: MailServer) -> None:
    [number] = record.mean(attempt=outbox.MOST_ATTEMPTS - 1)
    mail.at_data.append("452 4.2.2 Mailbox full")

    assert _send(record, mail) == Sent(expired=1)

    assert record.letter(number).answer_code == 452
