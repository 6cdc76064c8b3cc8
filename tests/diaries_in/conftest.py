"""What the tests of diaries share: a server that publishes one."""

from collections.abc import Iterator

import pytest
from diary_server import Published, publishing


@pytest.fixture
def diary_server() -> Iterator[Published]:
    with publishing() as published:
        yield published
