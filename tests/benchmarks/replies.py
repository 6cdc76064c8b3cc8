"""How long a thousand answers by mail take: read, taken into the record, and moved.

Run it from the checkout: ``.venv/bin/python tests/benchmarks/replies.py [ANSWERS]``. Half are
calendar answers, half words, to meetings of twenty-odd people each, out of a Maildir, into
PostgreSQL: that of the tests (``CPR_TEST_DATABASE_URL``, else an embedded one).
"""

import os
import sys
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2]))

from conftest import _database, _embedded, _external
from replies_office import STARTS_AT, RepliesOffice
from sqlalchemy import create_engine

from models.casework import invitations
from models.records import Meeting, Person, migrate

ANSWERS = 1000
AT_ONE_MEETING = 20
MOST_SECONDS = 60.0


def invite(office: RepliesOffice, number: int, people: list[str]) -> None:
    """Plan a Panel meeting to which so many more people are invited than it calls for."""
    office.plans(STARTS_AT + timedelta(minutes=number), number=number)
    with office.desk() as at:
        meeting = at.session.get_one(Meeting, office.meeting(number).key)
        for code in people:
            invitations.invite(at, meeting, at.session.get_one(Person, code))
    office.all_letters_go()


def fill(office: RepliesOffice, count: int) -> None:
    """Let so many answers fall in: every other one in a word."""
    people = [f"p-{n}" for n in range(AT_ONE_MEETING)]
    with office.desk() as at:
        for code in people:
            mailbox = f"{code}@example.test"
            at.session.add(Person(code=code, name=code, e_mail=mailbox, agency_code="health"))
    messages = []
    for number in range(2, 2 + -(-count // AT_ONE_MEETING)):
        invite(office, number, people)
        for place, code in enumerate(people):
            part = None if place % 2 else office.ics(code, number=number)
            messages.append(office.mail(code, office.of_invitation(code, number), "derbyn", calendar=part))
    office.falls_in(*messages[:count])


def main(count: int) -> int:
    """Measure, print the figure, and give the exit code: 0 if it is fast enough."""
    external = os.environ.get("CPR_TEST_DATABASE_URL")
    with ExitStack() as stack:
        server = stack.enter_context(_external(external) if external else _embedded())
        database = stack.enter_context(_database(server))
        migrate.upgrade(database.owner_url)
        folder = stack.enter_context(TemporaryDirectory(prefix="cpr-replies-"))
        engine = create_engine(database.application_url)
        stack.callback(engine.dispose)
        office = RepliesOffice(engine, Path(folder) / "replies")
        office.begins()
        fill(office, count)
        began = monotonic()
        counts = office.reads()
        seconds = monotonic() - began
    told = f"{counts.outcomes.total()} replies read and applied in {seconds:.1f} s ({counts})"
    sys.stdout.write(f"{told}\n")
    return 0 if seconds < MOST_SECONDS and counts.outcomes["applied"] == count else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ANSWERS))
