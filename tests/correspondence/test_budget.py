"""What one person gets: three letters a week, and one digest a day that tells the rest."""

from datetime import date, timedelta
from typing import Any

import pytest
from outgoing import SENDER, TODAY, MailServer, Record, unhurried

from models.records import Letter
from tasks.correspondence import outbox
from tasks.correspondence.post import Sent, send_due

SHARED = {"reference": "CPR EX 1/2026", "board": "example", "addressee": "agency:education"}


def _send(record: Record, mail: MailServer) -> Sent:
    return send_due(record.desk, mail.channel, SENDER, pace=unhurried())


def _mean(record: Record, how_many: int, **columns: Any) -> list[int]:  # noqa: ANN401 - columns of many types
    """Write so many letters of the counted sort to one person."""
    first = columns.pop("sequence", 0)
    written = {"letter": "decision_made", "facts": {**SHARED, "outcome": "concise"}, **columns}
    return [record.mean(sequence=first + n, **written)[0] for n in range(how_many)]


def _digests(record: Record) -> list[Letter]:
    return [row for row in record.letters() if row.letter == "digest"]


def _told(record: Record, digest: Letter) -> list[int | None]:
    with record.desk() as at:
        return [row.id for row in outbox.folded(at.session, digest)]


def test_the_fourth_letter_of_a_week_is_told_in_the_days_digest(record: Record, mail: MailServer) -> None:
    """R54. Seen to fail without `exceeds`: five letters went."""
    letters = _mean(record, 5)

    assert _send(record, mail) == Sent(accepted=3, folded=2)

    [digest] = _digests(record)
    assert (digest.due_on, digest.recipient, digest.review_id) == (TODAY, "lead-1", None)
    assert _told(record, digest) == letters[3:]
    rows = [record.letter(each) for each in letters[3:]]
    assert {(row.state, row.reason, row.message) for row in rows} == {("withdrawn", "folded", None)}


def test_the_digest_goes_at_four_and_what_comes_after_it_waits_for_the_next_working_days(
    record: Record, mail: MailServer
) -> None:
    """Seen to fail with a digest that was sent still folded into: the last letter was told to nobody."""
    _mean(record, 4)
    _send(record, mail)
    assert _send(record.at(2026, 2, 13, 15, 59), mail) == Sent()

    assert _send(record.at(2026, 2, 13, 16, 0), mail) == Sent(accepted=1)
    [late] = _mean(record, 1, sequence=9)
    assert _send(record.at(2026, 2, 13, 16, 30), mail) == Sent(folded=1)

    today, monday = _digests(record)
    assert (today.state, today.sent_on) == ("accepted", TODAY)
    assert (monday.state, monday.due_on) == ("pending", date(2026, 2, 16))
    assert _told(record, monday) == [late]


def test_a_new_week_begins_on_monday_and_letters_of_other_sorts_never_count(
    record: Record, mail: MailServer
) -> None:
    record.mean(sequence=20)
    _mean(record, 3)
    assert _send(record, mail) == Sent(accepted=4)

    _mean(record, 3, sequence=5, due_on=date(2026, 2, 16))
    record.mean(sequence=21, due_on=date(2026, 2, 16))
    assert _send(record.at(2026, 2, 16, 9, 0), mail) == Sent(accepted=4)


def test_an_urgent_letter_is_neither_counted_nor_folded(record: Record, mail: MailServer) -> None:
    _mean(record, 3, urgent=True)
    _mean(record, 3, sequence=5)
    [urgent] = _mean(record, 1, sequence=9, urgent=True)

    assert _send(record, mail) == Sent(accepted=7)
    assert record.letter(urgent).state == "accepted"


def test_a_letter_in_doubt_counts_as_one_that_they_got(record: Record, mail: MailServer) -> None:
    """Seen to fail with the day set on acceptance alone."""
    _mean(record, 3)
    mail.hang_up = True
    assert _send(record, mail).unknown == 3
    mail.hang_up = False

    _mean(record, 1, sequence=5)
    assert _send(record, mail) == Sent(folded=1)


def test_after_days_without_a_mail_server_a_person_gets_one_digest(record: Record, mail: MailServer) -> None:
    """G6. Seen to fail without `gather`: three digests went on one day."""
    days = [TODAY - timedelta(days=back) for back in (3, 2, 1)]
    numbers = [
        record.mean(letter="digest", review_id=None, facts={"board": "example"}, due_on=day)[0]
        for day in days
    ]
    for number, letter in zip(numbers, _mean(record, 3), strict=True):
        with record.desk() as at:
            row = at.session.get_one(Letter, letter)
            row.state, row.reason, row.folded_into_id = "withdrawn", "folded", number

    assert _send(record, mail) == Sent(accepted=1)

    first, *others = (record.letter(each) for each in numbers)
    assert len(_told(record, first)) == 3
    assert {(row.state, row.folded_into_id) for row in others} == {("withdrawn", first.id)}


def test_where_a_weekly_letter_waits_today_it_tells_what_exceeds(record: Record, mail: MailServer) -> None:
    _mean(record, 3)
    _send(record, mail)
    [weekly] = record.mean(letter="weekly", review_id=None, facts={"board": "example"}, attempt=0)
    with record.desk() as at:  # it waits for its words, as an unwritten letter does
        at.session.get_one(Letter, weekly).not_before = at.now.replace(year=2099)

    [fourth] = _mean(record, 1, sequence=5)
    assert _send(record, mail) == Sent(folded=1)

    assert record.letter(fourth).folded_into_id == weekly
    assert _digests(record) == []


def test_a_second_digest_of_a_day_waits_for_tomorrow(record: Record, mail: MailServer) -> None:
    _mean(record, 4)
    _send(record, mail)
    _send(record.at(2026, 2, 13, 16, 0), mail)
    record.mean(letter="weekly", review_id=None, facts={"board": "example"})

    assert _send(record, mail) == Sent()


@pytest.mark.parametrize("closed", ["answered", "withdrawn"])
def test_a_digest_tells_nothing_of_what_is_done_and_does_not_go_for_nothing(
    record: Record, mail: MailServer, closed: str
) -> None:
    """Seen to fail with the action's state not looked at in `folded`."""
    action = record.action("open")
    _mean(record, 3)
    _mean(record, 1, sequence=5, action_id=action)
    assert _send(record, mail) == Sent(accepted=3, folded=1)
    with record.desk() as at:
        from models.records import Action

        at.session.get_one(Action, action).state = closed

    assert _send(record.at(2026, 2, 13, 16, 0), mail) == Sent(withdrawn=1)
    [digest] = _digests(record)
    assert digest.reason == "nothing_to_tell"
