"""People's diaries on record: when they are busy, for which days that is complete, until it is forgotten.

Nothing of an entry is kept but when it begins and ends and how firm it is. What is over is
dropped. An address of a diary is a secret: no entry, error or log of ours has it.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, delete, exists, insert, or_
from sqlmodel import Session, col, select

from models.casework.entering import Office
from models.diaries.problem import Minutes
from models.diaries.read.readings import DiarySpans, NotRead, Read, instant_of, merged, minutes_of
from models.guidance.calendar_dates import LONDON, add_months
from models.guidance.errors import GuidanceError
from models.records import Alias, BusyBlock, Diary, Invitation, Meeting, Person, Role, audit

MONTHS_AHEAD = 15
"""How far ahead diaries are read (product): a review's twelve months and what may be added to them."""
KEPT = timedelta(days=30)
"""How long what a diary said is kept after it was last read (product)."""
FETCHED = ("url", "caldav")
"""Sources that are read again each night; a file or a form is what it was."""

_ALONE = {"key_share": True}
"""How a person is locked: one writes their diary at a time, and meanwhile they may be invited and written to."""


def window(today: date) -> tuple[date, date]:
    """Give the first and the last day that is read.

    >>> window(date(2026, 3, 2))
    (datetime.date(2026, 3, 2), datetime.date(2027, 6, 2))
    """
    return today, add_months(today, MONTHS_AHEAD)


def person_of(session: Session, code: str) -> Person:
    """Find somebody on the list of people, and let nobody else write their diaries meanwhile.

    Raises:
        GuidanceError: ``person_unknown``.
    """
    person = session.get(Person, code, with_for_update=_ALONE)
    if person is None:
        raise GuidanceError("person_unknown", field="person")
    return person


def keep(  # noqa: PLR0913 - what a source has
    office: Office, person: Person, source: str, read: Read, *, url: str = "", etag: str = ""
) -> Diary:
    """Keep what a source says of a person now, in place of what it said before.

    Args:
        office: the desk; the caller commits.
        person: whose diary it is.
        source: one of `models.records.diaries.SOURCES`; a person has one of each.
        read: what was read; what is over is left out.
        url: where it is read again each night; a secret.
        etag: what the server called this version.
    """
    office.session.get_one(Person, person.code, with_for_update=_ALONE)
    diary = _of(office.session, person.code, source) or Diary(person_code=person.code, source=source)
    diary.url, diary.etag = url, etag
    _enter(office, diary, read)
    return diary


def keep_address(office: Office, person: Person, url: str) -> None:
    """Keep where a person's diary is read from the coming night on, in place of the address before."""
    diary = keep(office, person, "url", Read(), url=url)
    diary.read_at = diary.tried_at = None


def keep_again(office: Office, diary: int, url: str, read: Read, etag: str) -> bool:
    """Keep what was read again at a diary's address; False where it was forgotten or changed meanwhile.

    A calendar that was complete until a day is so still, unless there is nothing left in it:
    what is published ends later from night to night, never earlier.
    """
    row = _at_its_address(office.session, diary, url)
    if row is None:
        return False
    row.etag = etag
    if read.known_until is not None and row.known_until is not None:
        read = replace(read, known_until=max(read.known_until, row.known_until))
    _enter(office, row, read)
    return True


def unchanged(office: Office, diary: int, url: str) -> None:
    """Enter that the server has nothing newer: what was read stands."""
    _tried(office, diary, url, None)


def failed(office: Office, diary: int, url: str, why: NotRead) -> None:
    """Enter why a diary could not be read again: what was read before stands."""
    _tried(office, diary, url, why.code)


def spans(
    session: Session, person_codes: Collection[str], first: date, last: date
) -> Mapping[str, DiarySpans]:
    """Give what people's diaries say of the days from *first* to *last*: of everybody, each source together.

    Whatever no diary is complete for is missing from ``known``: it is not known, never free.
    A span may reach past the days asked about.
    """
    begins, ends = _midnight(first), _midnight(last + timedelta(days=1))
    found: dict[tuple[str, str], list[tuple[Minutes, Minutes]]] = defaultdict(list)
    for person, kind, starts_at, ends_at in session.exec(
        select(Diary.person_code, BusyBlock.kind, BusyBlock.starts_at, BusyBlock.ends_at)
        .join(BusyBlock, col(BusyBlock.diary_id) == Diary.id)
        .where(col(Diary.person_code).in_(person_codes))
        .where(col(BusyBlock.ends_at) > begins, col(BusyBlock.starts_at) < ends)
    ):
        found[person, kind].append((minutes_of(starts_at), minutes_of(ends_at)))
    complete = select(Diary).where(col(Diary.person_code).in_(person_codes))
    for diary in session.exec(complete.where(col(Diary.known_from) <= last, col(Diary.known_until) >= first)):
        found[diary.person_code, "known"].append(_known(diary))
    return {
        code: DiarySpans(*(merged(found[code, part]) for part in ("busy", "tentative", "away", "known")))
        for code in person_codes
    }


def of_person(session: Session, code: str) -> Sequence[Diary]:
    """Give a person's diaries, each source once."""
    return session.exec(select(Diary).where(Diary.person_code == code).order_by(col(Diary.source))).all()


@dataclass(frozen=True)
class Fetched:
    """A diary that is read again: its number, whose it is, where, and what may be asked for as newer."""

    diary: int
    person: str
    source: str
    url: str
    etag: str
    read_at: datetime | None


def to_fetch(session: Session, code: str | None = None) -> list[Fetched]:
    """Give the diaries that are read again, the longest untried first: everybody's, or one person's."""
    wanted = select(Diary).where(col(Diary.source).in_(FETCHED), Diary.url != "")
    if code is not None:
        wanted = wanted.where(Diary.person_code == code)
    rows = session.exec(wanted.order_by(col(Diary.tried_at).nulls_first(), col(Diary.id)))
    return [Fetched(row.key, row.person_code, row.source, row.url, row.etag, row.read_at) for row in rows]


def our_own(session: Session, code: str) -> frozenset[str]:
    """Give the UIDs of our own meetings to which a person is invited: we know of those ourselves."""
    invited = select(Meeting.uid).join(Invitation).where(Invitation.person_code == code)
    return frozenset(str(uid) for uid in session.exec(invited))


def addresses(session: Session, person: Person) -> frozenset[str]:
    """Give the addresses from which a person answers invitations, in lower case."""
    aliases = session.exec(select(Alias.e_mail).where(Alias.person_code == person.code))
    return frozenset(each.lower() for each in (person.e_mail, *aliases))


def forget(office: Office, code: str) -> int:
    """Delete everything of a person's diaries, addresses included, and give how many there were."""
    rows = _locked(office.session, col(Diary.person_code) == person_of(office.session, code).code)
    _delete(office, rows, "diaries_forgotten")
    return len(rows)


def forget_old(office: Office) -> tuple[int, int]:
    """Delete what is kept no longer (product), and give how many diaries and how many stretches of time.

    A diary goes when its person works for no Board any more. What it said goes 30 days after
    it was last read; a file or a form goes with it, an address stays, and is read again.
    Stretches that are over go each night.
    """
    session = office.session
    serving = exists().where(
        col(Role.person_code) == Diary.person_code,
        or_(col(Role.until).is_(None), col(Role.until) >= office.today),
    )
    left = _locked(session, ~serving)
    old = _locked(session, serving, col(Diary.read_at) < office.now - KEPT)
    over = delete(BusyBlock).where(col(BusyBlock.ends_at) <= _midnight(office.today))
    gone = session.connection().execute(over).rowcount
    # All locks are taken by now: whoever reads a diary meanwhile waits for the audit with theirs in hand.
    _delete(office, left, "diaries_of_somebody_who_left")
    stays = [each for each in old if each.source in FETCHED]
    emptied = sum(_delete_blocks(session, each) for each in stays)
    for each in stays:
        each.known_from = each.known_until = each.read_at = None
        each.etag = ""
    _delete(office, [each for each in old if each.source not in FETCHED], "diaries_kept_long_enough")
    return len(left) + len(old) - len(stays), emptied + gone


def busy_hours(session: Session, diary: Diary) -> dict[date, float]:
    """Give for each week, by its Monday, how many hours a diary is taken up: all kinds together."""
    rows = session.exec(select(BusyBlock).where(BusyBlock.diary_id == diary.id)).all()
    taken = merged((minutes_of(each.starts_at), minutes_of(each.ends_at)) for each in rows)
    found: dict[date, float] = defaultdict(float)
    for starts, ends in taken:
        at = instant_of(starts)
        while at < instant_of(ends):
            day = at.astimezone(LONDON).date()
            monday = day - timedelta(days=day.weekday())
            until = min(instant_of(ends), _midnight(monday + timedelta(days=7)))
            found[monday] += (until - at) / timedelta(hours=1)
            at = until
    return dict(sorted(found.items()))


def _enter(office: Office, diary: Diary, read: Read) -> None:
    """Write what was read in place of what stood, and say in the audit how much it was."""
    diary.known_from, diary.known_until = read.known_from, read.known_until
    diary.read_at = diary.tried_at = office.now
    diary.problem = None
    office.session.add(diary)
    office.session.flush()
    _delete_blocks(office.session, diary)
    from_today = minutes_of(_midnight(office.today))
    rows = [
        {
            "diary_id": diary.key,
            "starts_at": instant_of(each.starts),
            "ends_at": instant_of(each.ends),
            "kind": each.kind,
        }
        for each in read.blocks
        if each.ends > from_today
    ]
    if rows:
        office.session.connection().execute(insert(BusyBlock), rows)
    audit.write(
        office.session,
        "diary_read",
        by=office.by,
        person=diary.person_code,
        source=diary.source,
        blocks=len(rows),
        known_until=diary.known_until,
    )


def _tried(office: Office, diary: int, url: str, problem: str | None) -> None:
    row = _at_its_address(office.session, diary, url)
    if row is not None:
        row.tried_at, row.problem = office.now, problem


def _of(session: Session, code: str, source: str) -> Diary | None:
    wanted = select(Diary).where(Diary.person_code == code, Diary.source == source)
    return session.exec(wanted.with_for_update()).one_or_none()


def _locked(session: Session, *which: ColumnElement[bool]) -> Sequence[Diary]:
    """Give the diaries of which something is so, once nobody else writes them, as they then are."""
    wanted = select(Diary).where(*which).order_by(col(Diary.id)).with_for_update()
    return session.exec(wanted, execution_options={"populate_existing": True}).all()


def _at_its_address(session: Session, diary: int, url: str) -> Diary | None:
    return session.exec(select(Diary).where(Diary.id == diary, Diary.url == url).with_for_update()).first()


def _delete(office: Office, rows: Sequence[Diary], what: str) -> None:
    for row in rows:
        _delete_blocks(office.session, row)
        office.session.delete(row)
    office.session.flush()
    if rows:
        audit.write(office.session, what, by=office.by, people=sorted({row.person_code for row in rows}))


def _delete_blocks(session: Session, diary: Diary) -> int:
    gone = delete(BusyBlock).where(col(BusyBlock.diary_id) == diary.id)
    return session.connection().execute(gone).rowcount


def _midnight(day: date) -> datetime:
    """Give the instant at which a day begins in London."""
    return datetime.combine(day, time(), LONDON)


def _known(diary: Diary) -> tuple[Minutes, Minutes]:
    """Give the whole days of London for which a diary is complete."""
    assert diary.known_from is not None
    assert diary.known_until is not None
    after = diary.known_until + timedelta(days=1)
    return minutes_of(_midnight(diary.known_from)), minutes_of(_midnight(after))
