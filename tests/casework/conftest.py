"""The office of the casework's tests: its people are known, and its clock stands on a Monday in March."""

from collections.abc import Iterator
from itertools import count

import pytest
from office_days import Arrive, OfficeDays
from sqlalchemy import Connection, Engine
from sqlmodel import Session

from models.records import Review


def _session(connection: Connection) -> Session:
    """Give a session whose commits can be undone."""
    return Session(connection, join_transaction_mode="create_savepoint")


@pytest.fixture(scope="module")
def staffed(engine: Engine) -> Iterator[Connection]:
    """A transaction in which everybody is on the list of people; undone after the module."""
    with engine.connect() as connection:
        outer = connection.begin()
        with _session(connection) as session:
            OfficeDays(session).with_people()
            session.commit()
        yield connection
        outer.rollback()


@pytest.fixture
def session(staffed: Connection) -> Iterator[Session]:
    """A session in which everybody is known; after the test nothing else is left."""
    with _session(staffed) as session:
        yield session
        session.rollback()


@pytest.fixture
def office(session: Session) -> OfficeDays:
    """An office whose people are known and whose day is Monday 2 March 2026."""
    return OfficeDays(session)


class Walk:
    """One extended review that the tests of a module find further and further on its way.

    Each test begins where a step is next, and what it does there is undone: so the
    way is walked once for all of them, if they stand in the guidance's order.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._references = (f"CPR EX {number}/2026" for number in count(1))
        self._review = 0

    def go_to(self, step: str) -> int:
        """Answer what is asked for until *step* is next; with another review if it lies behind."""
        with _session(self._connection) as session:
            office = OfficeDays(session)
            review = session.get(Review, self._review)
            if review is None or any(each.startswith(step) for each in office.happened(review)):
                review = office.opens(next(self._references))
            self._review = office.through(review, until=step).key
            session.commit()
        return self._review


@pytest.fixture(scope="module")
def walk(staffed: Connection) -> Walk:
    """The module's review."""
    return Walk(staffed)


@pytest.fixture
def arrive(walk: Walk, staffed: Connection) -> Iterator[Arrive]:
    """Begin a test where a step of the extended review is next."""
    opened: list[Session] = []

    def at(step: str) -> tuple[OfficeDays, Review]:
        number = walk.go_to(step)
        opened.append(_session(staffed))
        return OfficeDays(opened[-1]), opened[-1].get_one(Review, number)

    yield at
    for session in opened:
        session.rollback()
        session.close()
