"""A Board that has people for its Panels, on the Monday on which the Chair decides."""

import pytest
from office_days import OfficeDays
from programme_days import with_a_panel
from sqlmodel import Session

from models.records import Review


@pytest.fixture
def office(session: Session) -> OfficeDays:
    """An office whose Board has people for its Panels, on Monday 2 March 2026."""
    return with_a_panel(OfficeDays(session))


@pytest.fixture
def referred(office: OfficeDays) -> Review:
    """A review that waits for the Chair's decision."""
    return office.through(office.opens(), until="S04")


@pytest.fixture
def decided(office: OfficeDays, referred: Review) -> Review:
    """A review that waits for its Panel."""
    return office.through(referred, until="S06")


@pytest.fixture
def review(office: OfficeDays, decided: Review) -> Review:
    """A review whose Panel has just been named."""
    office.answers(decided, "S06")
    return decided
