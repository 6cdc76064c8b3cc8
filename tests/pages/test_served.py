"""The pages as a program of their own, as `cpr up` starts them: well, silent, ended by a signal."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from answer_pages import KEY, Pages
from conftest import Database

from deployments import findings, settings
from deployments.ports import free_port
from deployments.settings import Addresses, Installation

PATIENCE = 60.0


@contextmanager
def served(own: Installation, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Run the program for the length of a `with`."""
    own.logs.mkdir(parents=True, exist_ok=True)
    with (own.logs / "answers.log").open("wb") as log:
        program = subprocess.Popen(
            [sys.executable, "-m", "deployments.pages", "--port", str(port)],
            env=settings.answers_environment(own),
            cwd=own.home,
            stdout=log,
            stderr=log,
        )
        try:
            yield program
        finally:
            program.terminate()
            program.wait(PATIENCE)


def _codes(own: Installation) -> list[str]:
    return [each.code for each in findings._answers(own)]


def test_the_program_serves_a_link_keeps_no_log_of_it_and_ends_when_asked(
    tmp_path: Path, pages: Pages, own_database: Database
) -> None:
    """Seen to fail with `access_log=True`: the link is in the log."""
    url = own_database.application_url
    own = Installation(tmp_path, servers=Addresses(url, url, url))
    own.key.write_bytes(KEY)
    own.key.chmod(0o600)
    port, link = free_port(), pages.link()
    own.answers_port_file.write_text(str(port), encoding="ascii")
    assert _codes(own) == ["key_private", "answers_away"]
    with served(own, port) as program:
        deadline = time.monotonic() + PATIENCE
        while "answers_there" not in _codes(own):
            assert time.monotonic() < deadline
            assert program.poll() is None, (own.logs / "answers.log").read_text()
            time.sleep(0.1)
        shown = httpx.get(f"http://127.0.0.1:{port}/{link}", params={"lang": "en"})
        assert "You have not answered yet." in shown.text
        assert "server" not in shown.headers
        head = httpx.head(f"http://127.0.0.1:{port}/{link}")
        assert (head.status_code, head.text) == (200, "")
    assert program.returncode in (0, -15)
    assert (own.logs / "answers.log").read_text() == ""


def test_without_a_key_the_program_says_so_in_both_languages(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "deployments.pages", "--port", "1"],
        env={"PATH": "/usr/bin:/bin"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Nid oes allwedd" in done.stderr
    assert "There is no key" in done.stderr
    assert "Traceback" not in done.stderr
