"""`cpr up` as an operator sees it: one installation, from its first start to Ctrl-C."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import psutil
import psycopg
import pytest

from deployments.ports import free_port
from deployments.postgres import SUPERUSER, Cluster
from deployments.services import listed

CPR = str(Path(sys.executable).with_name("cpr"))
SECONDS = 180.0


@pytest.fixture(scope="module")
def environment() -> Iterator[dict[str, str]]:
    home = Path(mkdtemp(prefix="cpr-tests-"))
    mine = {name: value for name, value in os.environ.items() if not name.startswith(("CPR_", "PREFECT_"))}
    yield {**mine, "CPR_HOME": str(home), "CPR_PORT": str(free_port())}
    Cluster(home / "postgres").remove()
    shutil.rmtree(home)


def cpr(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [CPR, *arguments], env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
    )


def scheduled(home: Path) -> set[str]:
    """Give the deployments that Prefect's scheduler has planned runs of."""
    url = Cluster(home / "postgres").url(SUPERUSER, "prefect").replace("+psycopg", "")
    with psycopg.connect(url) as prefect:
        rows = prefect.execute(
            "SELECT DISTINCT deployment.name FROM flow_run JOIN deployment ON deployment.id = deployment_id"
            " WHERE auto_scheduled"
        ).fetchall()
    return {str(name) for (name,) in rows}


def test_everything_starts_is_well_and_ends_in_order(environment: dict[str, str]) -> None:
    """The scheduler is seen to fail with SQLAlchemy 2.1: it plans no run at all."""
    home = Path(environment["CPR_HOME"])
    up = subprocess.Popen([CPR, "up"], env=environment, stdout=subprocess.PIPE, text=True)
    assert up.stdout is not None
    try:
        said = next((line for line in up.stdout if environment["CPR_PORT"] in line), "")
        assert said.startswith("Running. Open http://127.0.0.1:")
        doctor = cpr(environment, "doctor", "--json")
        assert [row["en"] for row in json.loads(doctor.stdout) if not row["well"]] == []
        assert cpr(environment, "reconcile").returncode == 0
        assert "is running already" in cpr(environment, "up").stderr
        assert scheduled(home) == {"post", "morning", "reconcile"}
        assert {"review", "forum", "hold"} < listed()
        programs = psutil.Process(up.pid).children(recursive=True)
    finally:
        up.send_signal(signal.SIGTERM)
        code = up.wait(SECONDS)
    assert code == 0
    assert not [program for program in programs if program.is_running()]
    assert not list(home.glob("*.pid"))
    assert not (home / "port").exists()
