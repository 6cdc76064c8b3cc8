"""After an answer the review's run is woken, over HTTP, if Prefect is there; if not, nothing is lost."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from deployments import prefect_api
from deployments.pages.waking import wake
from deployments.ports import free_port
from deployments.prefect_api import PrefectApi

PATIENCE = 180.0
"""Seconds for the server to start, and for each answer: the first ones are slow on a busy machine."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An installation's folder, with Prefect's server running; a file is its database here."""
    home = tmp_path_factory.mktemp("home")
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    environment |= {
        "PREFECT_HOME": str(home),
        "PREFECT_SERVER_API_CSRF_PROTECTION_ENABLED": "true",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }
    prefect = Path(sys.executable).with_name("prefect")
    with (home / "server.log").open("wb") as log, pytest.MonkeyPatch.context() as patch:
        patch.setattr(prefect_api, "_SECONDS", PATIENCE)
        server = subprocess.Popen(
            [prefect, "server", "start", "--host", "127.0.0.1", "--port", str(port)],
            env=environment,
            cwd=home,
            stdout=log,
            stderr=log,
        )
        try:
            deadline = time.monotonic() + PATIENCE
            while not PrefectApi(port).healthy():
                assert time.monotonic() < deadline
                assert server.poll() is None, (home / "server.log").read_text()
                time.sleep(0.2)
            (home / "port").write_text(str(port), encoding="ascii")
            yield home
        finally:
            server.terminate()
            server.wait(PATIENCE)


def _run(api: PrefectApi, state: str, name: str) -> str:
    flow = api._ask("POST", "/flows/", {"name": "review"})["id"]
    given = {"flow_id": flow, "state": {"type": state, "name": name}}
    return str(api._ask("POST", "/flow_runs/", given)["id"])


def _state(api: PrefectApi, run: str) -> tuple[str, str]:
    row = api._ask("GET", f"/flow_runs/{run}")
    return str(row["state_type"]), str(row["state_name"])


def test_a_run_that_waits_is_woken_and_no_other(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen to fail with the state not looked at: a run that goes on is then begun again."""
    monkeypatch.setenv("CPR_HOME", str(home))
    api = PrefectApi(int((home / "port").read_text()))
    waits, goes_on = _run(api, "PAUSED", "Suspended"), _run(api, "RUNNING", "Running")
    wake(waits)
    wake(goes_on)
    assert _state(api, waits) == ("SCHEDULED", "Resuming")
    assert _state(api, goes_on) == ("RUNNING", "Running")


@pytest.mark.parametrize("port", [None, 1])
def test_where_prefect_is_not_there_nothing_is_said_and_nothing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, port: int | None
) -> None:
    """The answer is on the record: the hourly reconciliation finds it."""
    monkeypatch.setenv("CPR_HOME", str(tmp_path))
    if port:
        (tmp_path / "port").write_text(str(port), encoding="ascii")
    wake("00000000-0000-0000-0000-000000000000")
