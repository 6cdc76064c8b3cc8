"""One deployed installation for all guarantees, and the figure that each one says."""

import os
import shutil
from collections.abc import Callable, Iterator
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


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Give what takes a guarantee's line, such as ``G7 20 rounds, 8 workers: 0 doubled``."""
    return lambda line: request.node.user_properties.append(("figure", line))


@pytest.fixture
def long_form() -> bool:
    """Say whether the long form is asked for (``make guarantees``)."""
    return os.environ.get("CPR_GUARANTEES") == "long"
