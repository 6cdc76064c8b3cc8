"""A record with letters to send, and a mail server that answers as a test tells it to."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from outgoing import MailServer, Record, open_record, running


@pytest.fixture
def record(own_database: Any) -> Iterator[Record]:  # noqa: ANN401 - the root conftest's own class
    """A record that really commits."""
    with open_record(own_database.application_url) as opened:
        yield opened


@pytest.fixture
def start() -> Iterator[Callable[[MailServer], MailServer]]:
    """Start mail servers that run until the end of the test."""
    with ExitStack() as stack:

        def run(server: MailServer) -> MailServer:
            stack.enter_context(running(server, server.port))
            return server

        yield run


@pytest.fixture
def mail(start: Callable[[MailServer], MailServer]) -> MailServer:
    """A mail server that says yes to everything until told otherwise."""
    return start(MailServer())
