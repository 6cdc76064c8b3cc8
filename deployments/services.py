"""All that an installation runs: the database, the pages for answers, Prefect's server, the flows, a worker.

Started in this order and ended in the other. Nothing of what matters lives in them:
they may be killed at any moment and started again.
"""

import fcntl
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import yaml

from deployments import settings
from deployments.errors import DeploymentError, sentence
from deployments.keys import make_key
from deployments.ports import free_port, is_free
from deployments.postgres import Cluster
from deployments.prefect_api import PrefectApi
from deployments.programs import Program, end_forgotten
from deployments.settings import CHECKOUT, POOL, Installation
from models.guidance.words import Words

Say = Callable[[Words], None]

ANSWERS = "answers"
"""The program that serves the pages for answers."""

_PORT = 4200
_SERVER_SECONDS = 180.0
_DEPLOY_SECONDS = 180.0


@dataclass(frozen=True)
class Services:
    """The running services of an installation."""

    installation: Installation
    port: int
    answers_port: int
    programs: tuple[Program, ...]

    @property
    def pages(self) -> str:
        """The address of Prefect's own pages."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def answers(self) -> str:
        """The address of the pages for answers."""
        return f"http://127.0.0.1:{self.answers_port}"

    @property
    def api_url(self) -> str:
        """The address of Prefect's API."""
        return f"{self.pages}/api"

    def check(self) -> None:
        """Make sure that all of them still run, but for the pages: answers by mail go on without.

        Raises:
            DeploymentError: one ended; the sentence names its log.
        """
        for program in self.programs:
            program.check()


@contextmanager
def running(of: Installation, say: Say = lambda _: None) -> Iterator[Services]:
    """Run all services of an installation for the length of a `with`.

    This program's own environment then points to them, too.

    Raises:
        DeploymentError: one of them cannot be started, or the installation runs already.
    """
    check_packages()
    with ExitStack() as stack:
        stack.enter_context(_alone(of))
        say(sentence("starting_database"))
        stack.enter_context(record(of))
        answers_port = _answers(of, stack)
        say(sentence("starting_prefect"))
        port = _port_of(of)
        server = _server(of, port, stack)
        _leave_port(of, port, stack)
        say(sentence("deploying"))
        worker = _worker(of, port, stack)
        deploy(of, port)
        yield Services(of, port, answers_port, (server, worker))


@contextmanager
def record(of: Installation) -> Iterator[None]:
    """Run our database alone, with every migration, for the length of a `with`.

    Raises:
        DeploymentError: the server cannot be started.
        RecordsError: it could forget what it acknowledged, or is newer than this code.
    """
    with ExitStack() as stack:
        if of.servers is None:
            cluster = Cluster(of.cluster)
            cluster.create()
            stack.callback(cluster.stop)
            cluster.start()
        _migrate(of)
        if of.named_key is None:
            make_key(of.key)
        settings.enter(of)
        yield


def deploy(of: Installation, port: int) -> None:
    """Deploy everything that `prefect.yaml` lists, and nothing else.

    Raises:
        DeploymentError: Prefect refused it, or a flow cannot be loaded.
    """
    command = [_prefect(), "--no-prompt", "deploy", "--all", "--prefect-file", str(CHECKOUT / "prefect.yaml")]
    Program.start("deploy", command, settings.prefect_environment(of, port), of.home).succeed(_DEPLOY_SECONDS)


def listed() -> set[str]:
    """Give the names of the deployments in `prefect.yaml`."""
    rows = yaml.safe_load((CHECKOUT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    return {str(row["name"]) for row in rows}


def check_packages(checkout: Path = CHECKOUT) -> None:
    """Make sure that flows, tasks and models are ours and nobody else's of that name.

    Raises:
        DeploymentError: another package of this name comes first.
    """
    for name in ("flows", "tasks", "models"):
        found = import_module(name).__file__
        if found is None or Path(found).resolve().parents[1] != checkout:
            raise DeploymentError("not_our_package", name=name)


@contextmanager
def _alone(of: Installation) -> Iterator[None]:
    of.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (of.home / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DeploymentError("runs_already", home=of.home) from None
        # Left over by a run of ours that was killed; a second worker would run old code.
        for name in ("worker", "server", ANSWERS):
            end_forgotten(of.home / f"{name}.pid")
        yield


def _migrate(of: Installation) -> None:
    from sqlmodel import Session

    from models.records import migrate
    from models.records.engine import check_durability, engine

    at = settings.addresses(of)
    with Session(engine(at.application)) as session:
        check_durability(session)
    migrate.upgrade(at.owner)
    # Only migrations act as the owner: nothing stays connected as one who could alter the audit.
    engine(at.owner).dispose()


def _answers(of: Installation, stack: ExitStack) -> int:
    """Start the pages for answers, which need nothing but the record."""
    port = of.answers_port or free_port()
    if not is_free(port):
        raise DeploymentError("port_taken", port=port, name="CPR_ANSWERS_PORT")
    command = [sys.executable, "-m", "deployments.pages", "--port", str(port)]
    stack.callback(Program.start(ANSWERS, command, settings.answers_environment(of), of.home).end)
    of.answers_port_file.write_text(str(port), encoding="ascii")
    stack.callback(of.answers_port_file.unlink, missing_ok=True)
    return port


def _server(of: Installation, port: int, stack: ExitStack) -> Program:
    command = [_prefect(), "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    server = Program.start("server", command, settings.server_environment(of, port), of.home)
    stack.callback(server.end)
    deadline = time.monotonic() + _SERVER_SECONDS
    while not PrefectApi(port).healthy():
        server.check()
        if time.monotonic() > deadline:
            raise DeploymentError("program_failed", name=server.name, log=server.log)
        time.sleep(0.1)
    # Who answered must have been ours: another program could have taken the port in between.
    server.check()
    return server


def _worker(of: Installation, port: int, stack: ExitStack) -> Program:
    PrefectApi(port).make_pool()
    command = [_prefect(), "worker", "start", "--pool", POOL, "--type", "process"]
    command += ["--name", POOL, "--install-policy", "never"]
    worker = Program.start("worker", command, settings.prefect_environment(of, port), of.home)
    stack.callback(worker.end)
    return worker


def _port_of(of: Installation) -> int:
    if of.port is None:
        return _PORT if is_free(_PORT) else free_port()
    if not is_free(of.port):
        raise DeploymentError("port_taken", port=of.port, name="CPR_PORT")
    return of.port


def _leave_port(of: Installation, port: int, stack: ExitStack) -> None:
    of.port_file.write_text(str(port), encoding="ascii")
    stack.callback(of.port_file.unlink, missing_ok=True)
    settings.enter(of)


def _prefect() -> str:
    return str(Path(sys.executable).with_name("prefect"))
