"""The mail server that is away: since when, what waits, and whether somebody was told."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import col, select

from models.guidance.calendar_dates import LONDON
from models.guidance.words import Words
from models.records import Installation, Letter
from tasks.correspondence.desk import Desk, OpenDesk
from tasks.correspondence.errors import sentence

TELL_AFTER = timedelta(minutes=10)
"""How long a server is away before somebody is told: longer than it takes to start again."""


@dataclass(frozen=True)
class Outage:
    """How the post stands while the server is away, or when it is back: counts, and no person."""

    since: datetime | None
    lasted: timedelta
    pending: int
    unknown: int

    @property
    def words(self) -> Words:
        """One sentence in Welsh and English."""
        if self.since is None:
            return sentence("post_back", pending=self.pending, unknown=self.unknown)
        return sentence(
            "post_away",
            since=f"{self.since.astimezone(LONDON):%Y-%m-%d %H:%M}",
            hours=self.lasted // timedelta(hours=1),
            pending=self.pending,
            unknown=self.unknown,
        )

    @property
    def page(self) -> str:
        """The same as Markdown, Welsh first."""
        return "\n\n".join(["## Y post / The post", *self._halves()])

    def _halves(self) -> Iterator[str]:
        yield self.words.cy
        yield self.words.en


def away_since(at: Desk) -> datetime | None:
    """Give since when the server has been away; None while it is there."""
    return at.session.exec(select(Installation.mail_away_since)).first()


def note(at: Desk, *, away: bool) -> None:
    """Enter that the server is away, or back; the first instant of its being away stands."""
    row = _row(at)
    if away:
        row.mail_away_since = row.mail_away_since or at.now
    else:
        row.mail_away_since = row.mail_away_told_at = None


def outage(at: Desk) -> Outage:
    """Say how the post stands."""
    since = away_since(at)
    counted = select(Letter.state, func.count()).where(col(Letter.state).in_(("pending", "unknown")))
    counts: dict[str, int] = dict(at.session.exec(counted.group_by(Letter.state)).all())
    lasted = at.now - since if since else timedelta()
    return Outage(since, lasted, counts.get("pending", 0), counts.get("unknown", 0))


def warn(open_desk: OpenDesk, tell: Callable[[Words], bool]) -> bool | None:
    """Tell once that the server is away; None where there is nothing to tell.

    Gives False where nobody could be reached: it is tried again in the next round.
    """
    with open_desk() as at:
        row = _row(at)
        since, told = row.mail_away_since, row.mail_away_told_at
        if since is None or told is not None or at.now - since < TELL_AFTER:
            return None
    heard = tell(sentence("notice_mail_away"))
    with open_desk() as at:
        if heard:
            _row(at).mail_away_told_at = at.now
    return heard


def _row(at: Desk) -> Installation:
    row = at.session.get(Installation, True)
    if row is None:
        row = Installation()
        at.session.add(row)
    return row
