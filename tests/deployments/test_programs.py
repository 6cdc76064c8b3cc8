"""Programs beside us are ended by their own id, and nobody else's ever."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from deployments.errors import DeploymentError
from deployments.programs import Program, end_forgotten
from deployments.services import check_packages, record
from deployments.settings import Installation

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


@pytest.fixture
def sleeper() -> Iterator[subprocess.Popen[bytes]]:
    child = subprocess.Popen(SLEEP)
    yield child
    child.kill()
    child.wait()


def test_a_program_that_ends_by_itself_is_noticed_and_its_log_named(tmp_path: Path) -> None:
    program = Program.start("server", [sys.executable, "-c", "print('gone')"], {}, tmp_path)
    program.child.wait()
    with pytest.raises(DeploymentError) as ended:
        program.check()
    assert str(program.log) in ended.value.words.en
    assert program.log.read_text(encoding="utf-8") == "gone\n"


def test_a_program_that_fails_or_takes_too_long_is_said_to_have_failed(tmp_path: Path) -> None:
    for command, seconds in (([sys.executable, "-c", "raise SystemExit(3)"], 30.0), (SLEEP, 0.1)):
        program = Program.start("deploy", command, {}, tmp_path)
        with pytest.raises(DeploymentError):
            program.succeed(seconds)
        assert program.child.poll() is not None
        assert not program.pid_file.exists()


def test_a_program_left_over_by_a_run_that_was_killed_is_ended(tmp_path: Path) -> None:
    left_over = Program.start("worker", SLEEP, {}, tmp_path)
    end_forgotten(left_over.pid_file)
    assert left_over.child.wait(5) is not None


def test_a_stranger_who_only_has_the_number_is_left_alone(
    tmp_path: Path, sleeper: subprocess.Popen[bytes]
) -> None:
    started = psutil.Process(sleeper.pid).create_time() - 100
    pid_file = tmp_path / "worker.pid"
    pid_file.write_text(json.dumps({"pid": sleeper.pid, "started": started}), encoding="ascii")
    end_forgotten(pid_file)
    time.sleep(0.1)
    assert sleeper.poll() is None


@pytest.mark.parametrize("content", ["", "{}", "nonsense", '{"pid": 4194305, "started": 0}'])
def test_a_pid_file_that_says_nothing_does_no_harm(tmp_path: Path, content: str) -> None:
    (tmp_path / "worker.pid").write_text(content, encoding="ascii")
    end_forgotten(tmp_path / "worker.pid")
    end_forgotten(tmp_path / "no-such.pid")


def test_a_package_that_is_not_ours_is_noticed(tmp_path: Path) -> None:
    check_packages()
    with pytest.raises(DeploymentError) as strange:
        check_packages(tmp_path)
    assert "flows" in strange.value.words.en


def test_the_record_alone_runs_for_the_length_of_a_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.environ", {})
    installation = Installation(tmp_path / "home")
    installation.home.mkdir()
    from deployments.postgres import Cluster

    cluster = Cluster(installation.cluster)
    try:
        with record(installation):
            assert cluster.pid is not None
        assert cluster.pid is None
    finally:
        cluster.remove()
