"""An office that gets answers by mail."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from imap_server import ImapServer, is_installed
from replies_office import RepliesOffice
from sqlalchemy import create_engine


@pytest.fixture
def empty_office(own_database: Any, tmp_path: Path) -> Iterator[RepliesOffice]:  # noqa: ANN401 - the root conftest's
    """An office at which nothing has begun."""
    engine = create_engine(own_database.application_url)
    yield RepliesOffice(engine, tmp_path / "replies")
    engine.dispose()


@pytest.fixture
def office(empty_office: RepliesOffice) -> RepliesOffice:
    """An office with a review on its way, and a Panel meeting to which people are invited."""
    empty_office.begins()
    empty_office.plans()
    return empty_office


@pytest.fixture(params=[True, False], ids=["with MOVE", "without MOVE"])
def imap_server(request: pytest.FixtureRequest) -> Iterator[ImapServer]:
    """A real IMAP server, as it is and as an older one that cannot move messages in one step."""
    if not is_installed():
        # Where everything must hold, a mail server that is missing is no excuse.
        assert os.environ.get("CI") != "true", "install Debian's dovecot-imapd, as .ci/run does"
        pytest.skip("Debian's dovecot-imapd is not installed")
    # Not pytest's own folder: the account that the server runs under could not pass into it.
    home = Path(mkdtemp(prefix="cpr-imap-"))
    home.chmod(0o711)
    server = ImapServer(home, with_move=request.param)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(home, ignore_errors=True)
