"""What `cpr doctor` looks at: each check gives a sentence, and whether all is well."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from itertools import chain

import httpx
from packaging.requirements import Requirement
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from deployments import services, settings
from deployments.errors import DeploymentError, sentence
from deployments.keys import is_private
from deployments.prefect_api import PrefectApi
from deployments.settings import CHECKOUT, Installation
from models.guidance.errors import GuidanceError
from models.guidance.words import Words

_ENOUGH_BYTES = 2 * 1024**3
_PATIENCE = 10.0
"""Seconds that the pages for answers have to say that they are well."""
_PIN = re.compile(r"^[A-Za-z0-9._-]+==[^\\\n]+", re.MULTILINE)
_SANE_CLOCK = "SELECT current_date BETWEEN '2026-01-01' AND '2028-12-31'"
"""Between the first release and the last bank holiday we know."""


@dataclass(frozen=True)
class Finding:
    """One thing looked at."""

    code: str
    well: bool
    words: Words


Check = Callable[[Installation], Iterator[Finding]]


def findings(of: Installation) -> tuple[Finding, ...]:
    """Look at everything; what cannot be looked at is a finding, too."""
    return tuple(chain.from_iterable(_guarded(check, of) for check in _CHECKS))


def _guarded(check: Check, of: Installation) -> Iterator[Finding]:
    try:
        yield from check(of)
    except (DeploymentError, GuidanceError) as error:
        yield Finding(error.code, well=False, words=error.words)
    except OperationalError:
        yield _ill("database_unreachable")


def _packages(_: Installation) -> Iterator[Finding]:
    services.check_packages()
    yield _well("packages_ours")


def _pins(_: Installation) -> Iterator[Finding]:
    lines = _PIN.findall((CHECKOUT / "requirements.lock").read_text(encoding="utf-8"))
    locked = [each for each in map(Requirement, lines) if each.marker is None or each.marker.evaluate()]
    other = sorted(each.name for each in locked if _installed(each.name) not in {None, *_versions(each)})
    yield _ill("pins_differ", names=", ".join(other)) if other else _well("pins_hold", count=len(locked))


def _disk(of: Installation) -> Iterator[Finding]:
    free = shutil.disk_usage(of.home if of.home.exists() else CHECKOUT).free
    gigabytes = f"{free / 1024**3:.1f}"
    if free < _ENOUGH_BYTES:
        yield _ill("disk_nearly_full", gigabytes=gigabytes)
    else:
        yield _well("disk_free", gigabytes=gigabytes)


def _database(of: Installation) -> Iterator[Finding]:
    from models.records import migrate
    from models.records.engine import check_durability, engine

    at = settings.addresses(of)
    with Session(engine(at.application)) as session:
        yield _well("database_answers", version=session.scalar(text("SHOW server_version")))
        check_durability(session)
        yield _well("database_durable")
        yield _well("clock_sane") if session.scalar(text(_SANE_CLOCK)) else _ill("clock_not_sane")
    stands_at, head = migrate.current(at.application), migrate.head()
    if stands_at == head:
        yield _well("migrations_at_head", head=head)
    else:
        yield _ill("migrations_behind", stands_at=stands_at or "-", head=head)


def _prefect(of: Installation) -> Iterator[Finding]:
    if of.running_port is None:
        yield _ill("prefect_not_running")
        return
    api = PrefectApi(of.running_port)
    if missing := services.listed() - api.deployments():
        yield _ill("deployments_missing", names=", ".join(sorted(missing)))
    else:
        yield _well("deployments_there", url=api.url)
    yield _well("worker_alive") if api.online_workers() else _ill("worker_missing")


def _answers(of: Installation) -> Iterator[Finding]:
    if of.key.exists():
        yield _well("key_private") if is_private(of.key) else _ill("key_open_to_others", file=of.key)
    if of.running_answers_port is None:
        return  # nothing runs: that is said once, of Prefect
    url = f"http://127.0.0.1:{of.running_answers_port}"
    if _answers_at(url):
        yield _well("answers_there", url=url)
    else:
        yield _ill("answers_away", log=of.logs / f"{services.ANSWERS}.log")


def _answers_at(url: str) -> bool:
    try:
        return httpx.get(f"{url}/healthz", timeout=_PATIENCE, trust_env=False).is_success
    except httpx.HTTPError:
        return False


def _letters(of: Installation) -> Iterator[Finding]:
    """Say what the letters of a Board leave out because nobody has entered it."""
    from models.casework.boards_office import boards_that_write
    from models.records import migrate
    from models.records.engine import engine

    at = settings.addresses(of)
    if migrate.current(at.application) != migrate.head():
        return  # said already, and the columns may not be there
    with Session(engine(at.application)) as session:
        for board in boards_that_write(session):
            if board.missing:
                yield _ill("boards_office_missing", board=board.code, missing=", ".join(board.missing))
            else:
                yield _well("boards_office_known", board=board.code)


_CHECKS: tuple[Check, ...] = (_packages, _pins, _disk, _database, _letters, _answers, _prefect)
"""In this order: what stands further down needs what stands above."""


def _well(code: str, **facts: object) -> Finding:
    return Finding(code, well=True, words=sentence(code, **facts))


def _ill(code: str, **facts: object) -> Finding:
    return Finding(code, well=False, words=sentence(code, **facts))


def _versions(pin: Requirement) -> Iterator[str]:
    return (each.version for each in pin.specifier)


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
