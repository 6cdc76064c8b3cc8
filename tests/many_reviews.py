"""A database of very many reviews, for benchmarks: a few that went through the casework, copied in SQL.

The first ones are real in every row; a copy has other numbers, another Board of the
invented ones and other days, and nothing else. Audit, letters and answers by mail are left out.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from os import environ
from typing import Any, LiteralString

import psycopg
from conftest import _database, _embedded, _external
from office_days import OfficeDays
from psycopg import sql
from sqlalchemy import Date, DateTime, Engine, Table, Uuid, create_engine, make_url
from sqlmodel import Session

from models import casework
from models.casework import delays
from models.guidance.packs import MilestoneKey
from models.guidance.route import SIGN_OFF, TIMELINES
from models.records import Review, metadata, migrate

BEGINS = "Mon 9 Jan 2017"
"""The day of the first referral; the copies follow it over the years of one version of the guidance."""
OVER_DAYS = 2000
_BOARDS = ("example", "example_b", "example_c", "example_d", "example_e", "example_f")
_LEFT_OUT = {"letter", "reply", "received", "offer", "monitoringrow", "monitoringsnapshot"}
_OPEN_EVERY = 4
"""In every so many rounds of copies the review that is under way is among them: about one in thirty."""


@dataclass
class Lived:
    """How a review went: days before each answer, and what came between, after so many answers."""

    outcome: str = "concise"
    pace: int = 6
    slow: Mapping[MilestoneKey, int] = field(default_factory=dict)
    between: Mapping[int, tuple[str, str, int]] = field(default_factory=dict)
    until: str | None = None


LIVES = (
    Lived(pace=5),
    Lived("extended", 7, {TIMELINES: 45}),
    Lived("extended", 6, between={6: ("all", "criminal_trial", 300)}),
    Lived("concise", 6, {SIGN_OFF: 60}, {9: ("family_contact", "inquest", 90)}),
    Lived("extended", 8, {TIMELINES: 30, SIGN_OFF: 40}, {24: ("publication", "publication_legal", 60)}),
    Lived("concise", 9),
    Lived("mapf", 10),
    Lived("none", 12),
)
"""Reviews that came to their end."""
UNDER_WAY = Lived("extended", 8, {TIMELINES: 40}, {5: ("all", "inquest", 30)}, until="S13")


def live(office: OfficeDays, reference: str, lived: Lived) -> Review:
    """Let a review go its way, answer by answer."""
    review = office.on(BEGINS).opens(reference, outcome=lived.outcome)
    held_until, held, answered = office.today, "", 0
    while waiting := casework.open_actions(office.session, review):
        key = casework.step_key(waiting[0])
        if lived.until == key[0]:
            break
        office.later(days=max(lived.slow.get(key, lived.pace), 1))
        casework.answer(office.at, waiting[0], office.sensible(key, waiting[0].subject))
        answered += 1
        if answered in lived.between:
            held, cause, days = lived.between[answered]
            office.holds(review, held, cause)
            held_until = office.today + timedelta(days=days)
            office.on(held_until).releases(review, held)
    if lived.outcome == "extended":
        _attributes(office, review)
    office.session.flush()
    return review


def _attributes(office: OfficeDays, review: Review) -> None:
    since = OfficeDays(office.session, BEGINS).later(days=150).today
    given = {
        "happened_on": office.today.isoformat(),
        "decided_by": "carys",
        "cause": "reviewer_availability",
        "reason": "Cofnodion y Panel",
        "since": since.isoformat(),
        "until": (since + timedelta(days=30)).isoformat(),
    }
    delays.attribute(office.at, review, casework.understand(delays.DelayFacts, given))


@dataclass
class ManyReviews:
    """A database that grows: its engine, and how many reviews there are."""

    engine: Engine
    admin: psycopg.Connection[Any]
    finished: list[int]
    under_way: list[int]
    step: int
    rounds: int = 0

    @property
    def count(self) -> int:
        """Say how many reviews there are."""
        opened = (self.rounds // _OPEN_EVERY + 1) * len(self.under_way)
        return (self.rounds + 1) * len(self.finished) + opened

    def grow(self, count: int) -> None:
        """Copy until there are at least so many reviews."""
        each = len(self.finished) + len(self.under_way) / _OPEN_EVERY
        wanted = max(round(count / each), self.rounds + 1)
        while self.count < count:
            first, self.rounds = self.rounds + 1, wanted
            self._copy(self.finished, first, 1)
            self._copy(self.under_way, first + -first % _OPEN_EVERY, _OPEN_EVERY)
            wanted = self.rounds + 1
        self._settle()

    def _copy(self, reviews: list[int], first: int, every: int) -> None:
        given = {"first": first, "last": self.rounds, "every": every, "step": self.step, "reviews": reviews}
        for table in _tables():
            self.admin.execute(_copied(table), given)

    def _settle(self) -> None:
        """Let new rows be numbered after the copies, and the planner know how many there are."""
        for table in _tables():
            name = sql.Identifier(table.name)
            self.admin.execute(
                sql.SQL(
                    "SELECT setval(pg_get_serial_sequence({}, 'id'), (SELECT coalesce(max(id), 1) FROM {}))"
                ).format(sql.Literal(table.name), name)
            )
        self.admin.execute("ANALYZE")


@cache
def _tables() -> tuple[Table, ...]:
    """Give the tables whose rows belong to a review, directly or through other rows, in their order."""
    found = {"review"}
    for table in metadata.sorted_tables:
        owners = {key.column.table.name for key in table.foreign_keys if not key.parent.nullable}
        if table.name not in _LEFT_OUT and owners & found and "id" in table.columns:
            found.add(table.name)
    return tuple(table for table in metadata.sorted_tables if table.name in found)


def _owned(table: Table) -> sql.Composable:
    """Say in SQL which rows belong to the reviews that are copied."""
    if table.name == "review":
        return sql.SQL("id = ANY(%(reviews)s)")
    if "review_id" in table.columns:
        return sql.SQL("review_id = ANY(%(reviews)s)")
    names = {each.name for each in _tables()}
    key = next(
        key for key in table.foreign_keys if key.column.table.name in names and not key.parent.nullable
    )
    return sql.SQL("{} IN (SELECT id FROM {} WHERE {})").format(
        sql.Identifier(key.parent.name), sql.Identifier(key.column.table.name), _owned(key.column.table)
    )


def _copied(table: Table) -> sql.Composed:
    """Write the statement that copies a table's rows for every round."""
    columns = [each for each in table.columns if not (each.unique and each.server_default is not None)]
    return sql.SQL(
        "INSERT INTO {table} ({columns}) SELECT {values} FROM {table} t,"
        " generate_series(%(first)s::int, %(last)s::int, %(every)s::int) k WHERE {owned} ORDER BY k, t.id"
    ).format(
        table=sql.Identifier(table.name),
        columns=sql.SQL(", ").join(sql.Identifier(each.name) for each in columns),
        values=sql.SQL(", ").join(map(_value, columns)),
        owned=_owned(table),
    )


def _value(column: Any) -> sql.Composable:  # noqa: ANN401 - a column of any type
    """Say what stands in a column of the copy of round *k*."""
    name = sql.Identifier("t", column.name)
    later: LiteralString = f"(k * 37 %% {OVER_DAYS})"
    names = {table.name for table in _tables()}
    if column.primary_key or any(key.column.table.name in names for key in column.foreign_keys):
        return sql.SQL("{} + k * %(step)s").format(name)
    if column.table.name == "review" and column.name in ("reference", "slug"):
        return sql.SQL("{} || '-' || k").format(name)
    if column.name == "board_code":
        boards = sql.SQL(", ").join(map(sql.Literal, _BOARDS))
        return sql.SQL("(ARRAY[{}])[1 + k %% {}]").format(boards, sql.Literal(len(_BOARDS)))
    if isinstance(column.type, Date):
        return sql.SQL("{} + {}").format(name, sql.SQL(later))
    if isinstance(column.type, DateTime):
        return sql.SQL("{} + {} * interval '1 day'").format(name, sql.SQL(later))
    return sql.SQL("gen_random_uuid()") if isinstance(column.type, Uuid) else name


@contextmanager
def many_reviews() -> Iterator[ManyReviews]:
    """Make a server and a database with the first reviews; it is grown by `ManyReviews.grow`."""
    external = environ.get("CPR_TEST_DATABASE_URL")
    with ExitStack() as stack:
        server = stack.enter_context(_external(external) if external else _embedded())
        database = stack.enter_context(_database(server))
        migrate.upgrade(database.owner_url)
        engine = create_engine(database.application_url)
        stack.callback(engine.dispose)
        with Session(engine) as session, session.begin():
            office = OfficeDays(session, BEGINS).with_people()
            finished = [live(office, f"CPR EX {n}/2017", each).key for n, each in enumerate(LIVES, 1)]
            under_way = [live(office, "CPR EX 90/2017", UNDER_WAY).key]
        url = make_url(server.admin_url).set(database=database.name).render_as_string(hide_password=False)
        admin = stack.enter_context(psycopg.connect(url, autocommit=True))
        # Neither the keys of the copies nor that facts stand has to be looked at again, row by row.
        admin.execute("SET session_replication_role = replica")
        step = max(
            admin.execute(
                sql.SQL("SELECT coalesce(max(id), 0) FROM {}").format(sql.Identifier(t.name))
            ).fetchone()[0]  # type: ignore[index]
            for t in _tables()
        )
        yield ManyReviews(engine, admin, finished, under_way, step)
