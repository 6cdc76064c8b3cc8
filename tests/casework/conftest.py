"""The office of the casework's tests: its people are known, and its clock stands on a Monday in March."""

from collections.abc import Iterator
from itertools import count

import pytest
from office_days import Arrive, OfficeDays
from sqlalchemy import Connection, Engine
from sqlmodel import Session

from models.records import Review


@pytest.fixture
def office(session: Session) -> OfficeDays:
    """An office whose people are known and whose day is Monday 2 March 2026."""
    return OfficeDays(session).with_people()


class Walk:
    """One extended review that the tests of a module find further and further on its way.

    Each test begins where a step is asked for, and what it does there is undone: so
    the way is walked once for all of them, if they stand in the guidance's order.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._references = (f"CPR EX {number}/2026" for number in count(1))
        with self.session() as session:
            self._review = OfficeDays(session).with_people().opens(next(self._references)).key
            session.commit()

    def session(self) -> Session:
        """Give a session whose commits can be undone."""
        return Session(self._connection, join_transaction_mode="create_savepoint")

    def review(self, session: Session) -> Review:
        """Give the review."""
        return session.get_one(Review, self._review)

    def go_to(self, step: str) -> None:
        """Answer what is asked for until *step* is; with another review if it lies behind."""
        with self.session() as session:
            office = OfficeDays(session)
            if any(each.startswith(step) for each in office.happened(self.review(session))):
                self._review = office.opens(next(self._references)).key
            office.through(self.review(session), until=step)
            session.commit()


@pytest.fixture(scope="module")
def walk(engine: Engine) -> Iterator[Walk]:
    """The module's review; undone with everything else at its end."""
    with engine.connect() as connection:
        outer = connection.begin()
        yield Walk(connection)
        outer.rollback()


@pytest.fixture
def arrive(walk: Walk) -> Iterator[Arrive]:
    """Begin a test where a step of the extended review is asked for.

    Not together with ``office``: its session would wait for ever for the end of the audit's
    chain, which the walk's has taken.
    """
    opened: list[Session] = []

    def at(step: str) -> tuple[OfficeDays, Review]:
        walk.go_to(step)
        opened.append(walk.session())
        return OfficeDays(opened[-1]), walk.review(opened[-1])

    yield at
    for session in opened:
        session.rollback()
        session.close()
