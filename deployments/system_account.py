"""Whose account PostgreSQL runs under, and where that account can reach.

An ordinary person's own account is enough. Root is refused by PostgreSQL, so root's
server runs as `nobody`; that account cannot look under a home of mode 0700, where a
checkout often lies, so programs and folders are then set up under `/var/lib`.
"""

import os
import pwd
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from deployments.errors import DeploymentError

_NAME = "nobody"
_ELSEWHERE = Path("/var/lib/child-practice-reviews")


@dataclass(frozen=True)
class Account:
    """A system account that root lends to a program it starts."""

    name: str
    uid: int
    gid: int


def account() -> Account | None:
    """Give the account that the server needs; None where our own will do.

    Raises:
        DeploymentError: we are root and the machine lacks the account.
    """
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam(_NAME)
    except KeyError:
        raise DeploymentError("system_account_missing", account=_NAME) from None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def make_folder(folder: Path, owner: Account | None) -> None:
    """Make *folder* with mode 0700 for *owner*; where the owner cannot reach, a link to one.

    The one elsewhere has a name of its own each time: a checkout that was deleted and
    made again at the same place must not come upon what the old one left there.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    if owner is None:
        folder.mkdir(mode=0o700, exist_ok=True)
        return
    place = folder if reachable(folder.parent) else _elsewhere(uuid4().hex)
    place.mkdir(mode=0o700, exist_ok=True)
    os.chown(place, owner.uid, owner.gid)
    if place != folder:
        folder.unlink(missing_ok=True)
        folder.symlink_to(place)


def reachable_copy(programs: Path, version: str, owner: Account | None) -> Path:
    """Give a folder with *programs* that *owner* may run: itself, or root's copy of it."""
    if owner is None or reachable(programs):
        return programs
    copy = _elsewhere(f"{programs.name}-{version}")
    if not copy.exists():
        # A name of its own until it is whole: a copy broken off is never run.
        unfinished = copy.with_name(f"{copy.name}.{uuid4().hex}")
        shutil.copytree(programs, unfinished, symlinks=True)
        unfinished.rename(copy)
    return copy


def reachable(folder: Path) -> bool:
    """Whether an account with no rights of its own can pass into *folder*."""
    real = folder.resolve()
    return all(path.stat().st_mode & stat.S_IXOTH for path in (real, *real.parents))


def _elsewhere(name: str) -> Path:
    _ELSEWHERE.mkdir(mode=0o755, parents=True, exist_ok=True)
    return _ELSEWHERE / name
