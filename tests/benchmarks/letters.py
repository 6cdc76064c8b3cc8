"""How many letters a second go out: our sender whole, one connection a mail, Apprise's own mail plugin.

Run it from the checkout: ``.venv/bin/python tests/benchmarks/letters.py [LETTERS]``. All three
send to one mail server on this machine, over STARTTLS with a verified certificate. Ours takes
each letter from PostgreSQL, writes it and enters what became of it; the second is the same
sender on a new connection for every letter; the others are Apprise's own mail plugin, which
has no database to ask and writes one line: a new object for each mail, and one object for
all of them, which waits between two. The server of the database is that of the tests
(``CPR_TEST_DATABASE_URL``, else an embedded one).
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2]))

import certifi
from apprise import Apprise
from conftest import Database, _database, _embedded, _external
from outgoing import NOW, SENDER, Record, open_record, running, tls_context, unhurried, write_certificate

from deployments.ports import free_port, is_free
from models.records import Installation, migrate
from tasks import office
from tasks.correspondence import post
from tasks.correspondence.board_mail import channel
from tasks.correspondence.post import send_due
from tasks.correspondence.wire import Answer, Wire

LETTERS = 1000
LEAST_TO_CONNECTIONS, LEAST_TO_APPRISE = 1.8, 50.0
_FEWER = 10
"""Apprise gets a tenth of the letters: its rate does not depend on how many there are."""
_WAITED_FOR = 5
"""So many mails of one Apprise object take half a minute, nearly all of it waiting."""


class _Takes:
    """A mail server that takes everything and keeps nothing."""

    async def handle_DATA(self, *_: object) -> str:  # noqa: N802 - aiosmtpd's own name
        return "250 OK"


def serve(port: int, certificate: Path) -> None:
    """Be the mail server, in a program of its own, until killed."""
    with running(_Takes(), port, tls_context=tls_context(certificate), require_starttls=True):
        sys.stdin.read()


@contextmanager
def mail_server(folder: Path) -> Iterator[int]:
    """Run the mail server for the length of a `with`, trusted by this program alone; give its port."""
    certificate, port = write_certificate(folder / "server.pem"), free_port()
    trusted = folder / "trusted.pem"
    # Beside all the authorities that a machine trusts: who connects has to read them, too.
    trusted.write_bytes(Path(certifi.where()).read_bytes() + certificate.read_bytes())
    os.environ["SSL_CERT_FILE"] = str(trusted)
    command = [sys.executable, __file__, "--serve", str(port), str(certificate)]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as program:
        while is_free(port):
            sleep(0.05)
        yield port
        assert program.stdin is not None
        program.stdin.close()


def ours(record: Record, port: int, count: int, *, first: int) -> float:
    """Send letters as the office does; give how many went a second."""
    record.mean(recipients=count, sequence=first)
    begun = monotonic()
    opened = channel(f"boardmails://127.0.0.1:{port}", SENDER)
    sent = send_due(office.desk, opened, SENDER, limit=count, pace=unhurried())
    assert sent.accepted == count, sent
    return count / (monotonic() - begun)


def one_connection_each(record: Record, port: int, count: int, *, first: int) -> float:
    """Send letters with the same sender, taking leave of the server after each."""
    kept = Wire.deliver

    def deliver(
        wire: Wire, recipient: str, message: bytes, journal: str | None = None, *, envelope_from: str
    ) -> Answer:
        answer = kept(wire, recipient, message, journal, envelope_from=envelope_from)
        wire.close()
        return answer

    post.Wire.deliver = deliver  # type: ignore[method-assign]
    try:
        return ours(record, port, count, first=first)
    finally:
        post.Wire.deliver = kept  # type: ignore[method-assign]


def apprise_alone(port: int, count: int, *, objects: int) -> float:
    """Send mails of the same size with so many Apprise objects, by turns."""
    body = "<p>" + "llythyr " * 400 + "</p>"
    made: list[Apprise] = []
    begun = monotonic()
    for number in range(count):
        if len(made) < objects:
            each = Apprise()
            to = f"lead-{number}@ysgol.example.test"
            each.add(f"mailtos://127.0.0.1:{port}?from=uned@bwrdd.example.test&to={to}&mode=starttls")
            made.append(each)
        assert made[number % objects].notify(title="CPR EX 1/2026", body=body, body_format="html")
    return count / (monotonic() - begun)


def measured(database: Database, port: int, count: int) -> dict[str, float]:
    """Give the letters a second of each way; ours after a few that warm it up."""
    os.environ[office.DATABASE] = database.application_url
    with open_record(database.application_url) as record:
        with record.desk() as at:
            at.session.merge(Installation(kind="demo", office_time=NOW))
        ways: dict[str, Callable[[int, int], float]] = {
            "ours, one connection": lambda n, first: ours(record, port, n, first=first),
            "ours, one connection a mail": lambda n, first: one_connection_each(record, port, n, first=first),
            "one Apprise object a mail": lambda n, _: apprise_alone(port, n // _FEWER, objects=n),
            "one Apprise object for all": lambda *_: apprise_alone(port, _WAITED_FOR, objects=1),
        }
        rates = {}
        for number, (name, way) in enumerate(ways.items()):
            if number < 2:
                way(20, 2 * number)
            rates[name] = way(count, 2 * number + 1)
    return rates


def main(count: int) -> None:
    """Print a line a way and the ratios, with what was wanted."""
    url = os.environ.get("CPR_TEST_DATABASE_URL")
    with ExitStack() as stack:
        server = stack.enter_context(_external(url) if url else _embedded())
        database = stack.enter_context(_database(server))
        migrate.upgrade(database.owner_url)
        port = stack.enter_context(mail_server(Path(stack.enter_context(TemporaryDirectory()))))
        rates = measured(database, port, count)
    for name, rate in rates.items():
        print(f"{name:<28} {rate:8.1f} letters/s")  # noqa: T201 - this is what it is for
    whole, connections, apprise, one = rates.values()
    said = (
        (whole / connections, "one connection a mail", LEAST_TO_CONNECTIONS),
        (whole / apprise, "one new Apprise object a mail", LEAST_TO_APPRISE),
        (whole / one, "one Apprise object for all mails", LEAST_TO_APPRISE),
    )
    for ratio, peer, least in said:
        met = "met" if ratio >= least else "not met"
        print(f"{ratio:.1f} x {peer} (wanted {least}: {met})")  # noqa: T201


if __name__ == "__main__":
    if sys.argv[1:2] == ["--serve"]:
        serve(int(sys.argv[2]), Path(sys.argv[3]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else LETTERS)
