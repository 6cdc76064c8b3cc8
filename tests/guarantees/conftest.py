"""One deployed installation for all guarantees."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest
from system import System

from deployments.ports import free_port
from deployments.postgres import Cluster
from deployments.settings import Installation


@pytest.fixture(scope="module")
def system() -> Iterator[System]:
    """An installation of its own, not started yet; its environment is this program's until the end."""
    before = dict(os.environ)
    home = Path(mkdtemp(prefix="cpr-tests-"))
    home.chmod(0o711)
    yield System(Installation(home=home, port=free_port(), schedules=False))
    os.environ.clear()
    os.environ.update(before)
    Cluster(home / "postgres").remove()
    shutil.rmtree(home, ignore_errors=True)
