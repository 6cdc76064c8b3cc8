"""A review whose Panel is there and has not met, and its first meeting."""

import pytest
from office_days import Arrive, OfficeDays

from models.records import Meeting, Review


@pytest.fixture
def office_and_review(arrive: Arrive) -> tuple[OfficeDays, Review]:
    """A review whose Panel is there and has not met."""
    return arrive("S08")


@pytest.fixture
def office(office_and_review: tuple[OfficeDays, Review]) -> OfficeDays:
    """The office of that review."""
    return office_and_review[0]


@pytest.fixture
def review(office_and_review: tuple[OfficeDays, Review]) -> Review:
    """That review."""
    return office_and_review[1]


@pytest.fixture
def panel(office: OfficeDays, review: Review) -> Meeting:
    """The first Panel meeting, planned in good time; the invitations have gone."""
    meeting = office.plans(review, "panel", "Tue 17 Mar 2026", place="Neuadd y Sir")
    office.posts()
    return meeting
