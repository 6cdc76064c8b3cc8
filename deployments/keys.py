"""The installation's key: what the tokens in letters and links are sealed with.

Whoever has it can answer for anybody. It is made once, belongs to this account alone,
and is never written over: a new key would end every link and reply address there is.
"""

import os
import secrets
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from deployments.errors import DeploymentError
from tasks.correspondence.sender import read_key

_BYTES = 32


def make_key(file: Path) -> None:
    """Make the key if there is none; one that stands is left as it is.

    It gets its name only when it is whole and on the disk, so a program that is killed
    meanwhile leaves none rather than half of one; of two at once, the first one's stays.
    """
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if file.exists():
        return
    unfinished = file.with_name(f"{file.name}.{uuid4().hex}")
    opened = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(opened, "wb") as written:
            written.write(secrets.token_bytes(_BYTES))
            written.flush()
            os.fsync(written.fileno())
        with suppress(FileExistsError):
            os.link(unfinished, file)
    finally:
        unfinished.unlink()


def installed_key(environment: Mapping[str, str]) -> bytes:
    """Read the key that the *environment* names.

    Raises:
        DeploymentError: ``key_missing``: it names none.
        CorrespondenceError: ``key_unreadable``.
    """
    key = read_key(environment.get("CPR_KEY_FILE"))
    if key is None:
        raise DeploymentError("key_missing")
    return key


def is_private(file: Path) -> bool:
    """Say whether nobody but the key's owner may read or write it."""
    return not stat.S_IMODE(file.stat().st_mode) & 0o077
