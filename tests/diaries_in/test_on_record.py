"""Diaries on record: what is kept of them, what they say together, and when they are forgotten."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from threading import Thread

import pytest
from conftest import Database
from office_days import OfficeDays
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select

from models.casework import Office, diaries, diaries_asked, letters
from models.diaries.read.readings import Block, DiarySpans, NotRead, Read, minutes_of
from models.guidance.errors import GuidanceError
from models.records import BusyBlock, Diary, Entry, Person, Role
from models.records.engine import engine

TODAY = date(2026, 3, 2)
UNTIL = date(2026, 5, 31)
URL = "https://calendr.example.test/secret-4711"


@pytest.fixture
def office(session: Session) -> OfficeDays:
    return OfficeDays(session, TODAY).with_people()


def at(written: str) -> int:
    return minutes_of(datetime.fromisoformat(written).replace(tzinfo=UTC))


def block(since: str, until: str, kind: str = "busy") -> Block:
    return Block(at(since), at(until), kind)  # type: ignore[arg-type]


MARCH = block("2026-03-10 09:00", "2026-03-10 10:00")
APRIL = block("2026-04-14 09:00", "2026-04-14 10:00", "tentative")
READ = Read((MARCH, APRIL), TODAY, UNTIL)


def keep(office: OfficeDays, person: str = "carys", source: str = "url", read: Read = READ) -> Diary:
    url = URL if source in diaries.FETCHED else ""
    found = diaries.person_of(office.session, person)
    return diaries.keep(office.at, found, source, read, url=url, etag="7")


def blocks(office: OfficeDays) -> list[tuple[int, int, str]]:
    rows = office.session.exec(select(BusyBlock).order_by(BusyBlock.starts_at))  # type: ignore[arg-type]
    return [(minutes_of(each.starts_at), minutes_of(each.ends_at), each.kind) for each in rows]


def test_what_is_read_takes_the_place_of_what_the_same_source_said(office: OfficeDays) -> None:
    # Seen to fail with the old stretches left.
    keep(office, read=Read((block("2026-03-11 09:00", "2026-03-11 10:00"),), TODAY, UNTIL))
    keep(office)
    keep(office, source="form", read=Read((MARCH,), TODAY, UNTIL))
    assert blocks(office) == [MARCH, MARCH, APRIL]


def test_what_is_over_is_not_kept(office: OfficeDays) -> None:
    over = block("2026-03-01 09:00", "2026-03-01 10:00")
    still = block("2026-03-01 09:00", "2026-03-02 09:00")
    keep(office, read=Read((over, still), TODAY, UNTIL))
    assert blocks(office) == [still]


def test_nothing_of_a_diary_but_numbers_goes_into_the_audit(office: OfficeDays) -> None:
    """Seen to fail with the address among the details."""
    keep(office)
    diaries.forget(office.at, "carys")
    entries = office.session.exec(select(Entry).order_by(Entry.number)).all()[-2:]  # type: ignore[arg-type]
    assert [each.what for each in entries] == ["diary_read", "diaries_forgotten"]
    assert entries[0].details == {
        "person": "carys",
        "source": "url",
        "blocks": 2,
        "known_until": "2026-05-31",
    }
    assert "secret" not in f"{[each.details for each in entries]}"


def test_a_persons_sources_speak_together_and_outside_them_nothing_is_known(office: OfficeDays) -> None:
    """Seen to fail with days without a diary among those that are known."""
    keep(office)
    later = Read(
        (block("2026-04-14 09:30", "2026-04-14 11:00", "tentative"),), date(2026, 5, 1), date(2026, 6, 30)
    )
    keep(office, source="form", read=later)
    found = diaries.spans(office.session, ["carys", "nia"], date(2026, 3, 1), date(2026, 12, 31))
    assert found["carys"] == DiarySpans(
        busy=[MARCH[:2]],
        tentative=[(at("2026-04-14 09:00"), at("2026-04-14 11:00"))],
        away=[],
        # Whole days of London: the second half is in summer time.
        known=[(at("2026-03-02 00:00"), at("2026-06-30 23:00"))],
    )
    assert found["nia"] == DiarySpans([], [], [], [])


def test_only_the_days_asked_about_are_looked_at(office: OfficeDays) -> None:
    keep(office)
    found = diaries.spans(office.session, ["carys"], date(2026, 4, 14), date(2026, 4, 14))["carys"]
    assert (found.busy, found.tentative) == ([], [APRIL[:2]])
    none = diaries.spans(office.session, ["carys"], date(2026, 7, 1), date(2026, 7, 2))["carys"]
    assert none == DiarySpans([], [], [], [])


@pytest.fixture
def asked(engine: Engine) -> Iterator[list[str]]:
    """Keep the statements that the database is sent."""
    told: list[str] = []

    def keep_it(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        told.append(statement)

    event.listen(engine, "before_cursor_execute", keep_it)
    yield told
    event.remove(engine, "before_cursor_execute", keep_it)


def test_everybodys_spans_take_two_questions(office: OfficeDays, asked: list[str]) -> None:
    # Seen to fail with a question for each person.
    people = list(office.session.exec(select(Person.code)))
    for each in people:
        keep(office, each)
    asked.clear()
    diaries.spans(office.session, people, TODAY, UNTIL)
    assert len(people) > 5
    assert len(asked) == 2


def test_a_diary_that_cannot_be_read_again_stands_as_it_was_with_its_problem(office: OfficeDays) -> None:
    # Seen to fail with the stretches deleted when the reading failed.
    row = keep(office)
    office.later(days=1)
    diaries.failed(office.at, row.key, URL, NotRead("diary_server_away"))
    assert (row.problem, row.known_until) == ("diary_server_away", UNTIL)
    assert row.tried_at is not None
    assert row.read_at is not None
    assert row.tried_at > row.read_at
    assert blocks(office) == [MARCH, APRIL]
    diaries.unchanged(office.at, row.key, URL)
    assert row.problem is None


def test_what_was_forgotten_while_it_was_fetched_is_not_kept_again(office: OfficeDays) -> None:
    # Seen to fail with the diary made anew.
    row = keep(office)
    number = row.key
    diaries.forget(office.at, "carys")
    assert not diaries.keep_again(office.at, number, URL, READ, "8")
    assert blocks(office) == []
    other = keep(office)
    assert not diaries.keep_again(office.at, other.key, URL + "/old", READ, "8")


@pytest.mark.guarantee
@pytest.mark.parametrize("forgets", [lambda at: diaries.forget(at, "carys"), diaries.forget_old])
def test_what_is_read_again_while_it_is_forgotten_is_whole_or_gone(
    forgets: Callable[[Office], object], own_database: Database
) -> None:
    """Old enough to go, but read this minute: forgotten where somebody asks for it, and else kept.

    Seen to fail without a lock on the diary: either broke off at what had just been read, or it was emptied.
    """
    url, broke = own_database.application_url, []
    with Session(engine(url)) as session, session.begin():
        office = OfficeDays(session, TODAY).with_people()
        number = keep(office).key

    def forget() -> None:
        with Session(engine(url)) as session:
            try:
                forgets(OfficeDays(session, TODAY + timedelta(days=31)).at)
                session.commit()
            except DBAPIError as error:
                broke.append(error)

    with Session(engine(url)) as session:
        assert diaries.keep_again(OfficeDays(session, TODAY + timedelta(days=31)).at, number, URL, READ, "8")
        other = Thread(target=forget)
        other.start()
        until = time.monotonic() + 5
        waits = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
        while not session.execute(waits).scalar() and time.monotonic() < until:
            time.sleep(0.05)
        session.commit()
        other.join(timeout=30)
        kept = session.exec(select(Diary)).first()
        assert broke == []
        assert bool(kept) == (forgets is diaries.forget_old)
        assert [each.kind for each in session.exec(select(BusyBlock))] == (["tentative"] if kept else [])
        assert kept is None or kept.known_until == UNTIL
    engine(url).dispose()


@pytest.mark.guarantee
def test_somebody_may_be_written_to_while_their_diary_is_written(own_database: Database) -> None:
    """Seen to fail with the whole person locked: who invited them held the audit, for which they waited."""
    url = own_database.application_url
    with Session(engine(url)) as session, session.begin():
        OfficeDays(session, TODAY).with_people()
    with Session(engine(url)) as session, Session(engine(url)) as other:
        person = diaries.person_of(session, "carys")
        other.execute(text("SET LOCAL lock_timeout = '1s'"))
        at = OfficeDays(other, TODAY).at
        letters.mean(at, diaries_asked.LETTER, [other.get_one(Person, "carys")], board="example")
        diaries.keep(OfficeDays(session, TODAY).at, person, "form", READ)
        other.rollback()
    engine(url).dispose()


def test_a_calendar_that_was_complete_until_a_day_is_so_still(office: OfficeDays) -> None:
    row = keep(office)
    assert diaries.keep_again(office.at, row.key, URL, Read((MARCH,), TODAY, date(2026, 4, 1)), "8")
    assert row.known_until == UNTIL
    assert diaries.keep_again(office.at, row.key, URL, Read(), "9")
    assert row.known_until is None


def test_diaries_are_forgotten_thirty_days_after_they_were_read(office: OfficeDays) -> None:
    """Seen to fail with a day more, and with addresses deleted after a month's outage."""
    keep(office)
    keep(office, source="form")
    office.later(days=30)
    assert diaries.forget_old(office.at)[0] == 0
    assert blocks(office) == [APRIL, APRIL]
    office.later(days=1)
    assert diaries.forget_old(office.at) == (1, 1)
    assert blocks(office) == []
    [left] = diaries.of_person(office.session, "carys")
    assert (left.source, left.url, left.read_at, left.known_until, left.etag) == ("url", URL, None, None, "")


def test_diaries_of_somebody_who_left_are_forgotten_that_night(office: OfficeDays) -> None:
    # Seen to fail with roles that have ended counted as held.
    keep(office)
    keep(office, "nia")
    for each in office.session.exec(select(Role).where(Role.person_code == "carys")):
        each.until = TODAY
    office.session.flush()
    assert diaries.forget_old(office.at)[0] == 0
    office.later(days=1)
    assert diaries.forget_old(office.at)[0] == 1
    assert [each.person_code for each in office.session.exec(select(Diary))] == ["nia"]


def test_busy_hours_are_told_by_the_week_each_hour_once(office: OfficeDays) -> None:
    double = Read(
        (
            block("2026-03-09 09:00", "2026-03-09 11:00"),
            block("2026-03-09 10:00", "2026-03-09 11:30", "away"),
            block("2026-03-15 20:00", "2026-03-16 02:00"),
        ),
        TODAY,
        UNTIL,
    )
    row = keep(office, read=double)
    assert diaries.busy_hours(office.session, row) == {date(2026, 3, 9): 6.5, date(2026, 3, 16): 2.0}


def test_a_diary_of_nobody_is_refused(office: OfficeDays) -> None:
    with pytest.raises(GuidanceError, match="nobody with this code"):
        diaries.forget(office.at, "nobody")


def test_those_untried_for_longest_are_read_again_first(office: OfficeDays) -> None:
    keep(office)
    office.later(days=1)
    keep(office, "nia")
    keep(office, "nia", "form")
    assert [each.person for each in diaries.to_fetch(office.session)] == ["carys", "nia"]
    assert [each.person for each in diaries.to_fetch(office.session, "nia")] == ["nia"]
    assert timedelta(days=30) == diaries.KEPT
