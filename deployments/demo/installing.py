"""An installation of the demonstration's own: made anew each time, with a mail server beside it."""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from deployments import services, settings
from deployments.demo.words import said
from deployments.errors import DeploymentError
from deployments.mail_room import HOST, open_mail_room, replies_in
from deployments.ports import free_port
from deployments.postgres import Cluster
from deployments.programs import end_forgotten
from deployments.services import Say, Services
from deployments.settings import Installation
from models.guidance.words import Language
from tasks.correspondence.replies import mailbox

_SENDER = "bwrdd@example.test"


@dataclass(frozen=True)
class Place:
    """Where a demonstration runs."""

    services: Services
    letters: Path
    mail_url: str
    mail_port: int
    replies: mailbox.Place


@contextmanager
def installed(language: Language, say: Say) -> Iterator[Place]:
    """Run a fresh installation for the length of a `with`.

    Raises:
        DeploymentError: another demonstration runs, or a service cannot be started.
    """
    given = settings.installation()
    home = given.home / "demo"
    # A port of its own, lest `cpr up` want the usual one at the same moment.
    port = given.port or free_port()
    answers = given.answers_port or free_port()
    own = Installation(
        home=home,
        language=language,
        port=port,
        answers_port=answers,
        answers_url=f"http://{HOST}:{answers}",
        schedules=False,
    )
    clear(own)
    letters = home / "letters"
    say(said("starting_mail"))
    with open_mail_room(letters) as mail_port:
        mail_url = f"boardmail://{HOST}:{mail_port}?from={_SENDER}"
        with services.running(replace(own, mail_url=mail_url), say) as running:
            yield Place(running, letters, mail_url, mail_port, _replies(letters))


def _replies(letters: Path) -> mailbox.Place:
    return mailbox.place(f"maildir://{quote(str(replies_in(letters)))}")


def clear(own: Installation) -> None:
    """Delete what the last demonstration left, and end what it left running if it was killed."""
    own.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (own.home / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DeploymentError("runs_already", home=own.home) from None
        for name in ("worker", "server", "answers", "deploy"):
            end_forgotten(own.home / f"{name}.pid")
        Cluster(own.cluster).remove()
        for left in own.home.iterdir():
            if left.is_dir():
                shutil.rmtree(left)
            elif left.name != "lock":
                left.unlink()
