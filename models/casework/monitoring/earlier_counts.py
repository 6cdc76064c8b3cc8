"""Counts of earlier years on record: entered once, completed where one was not known, never contradicted."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, select

from models.monitoring.checks import earlier_checks, see_that_they_tie
from models.monitoring.earlier import agreed
from models.monitoring.rows import EarlierRow
from models.records import EarlierCount


@dataclass(frozen=True)
class TakenIn:
    """What came of counts that were handed in: *unknown* are those of them that are not known."""

    new: int
    known: int
    unknown: int


def earlier_rows(session: Session) -> tuple[EarlierRow, ...]:
    """Give the counts on record."""
    return agreed(_row(each) for each in session.exec(select(EarlierCount)))


def enter_earlier(session: Session, handed_in: Sequence[EarlierRow]) -> TakenIn:
    """Enter counts of earlier years; the same ones again change nothing.

    Raises:
        Refused: another figure is on record for one of them; nothing is entered then.
        GuidanceError: ``export_does_not_tie``: together with what is on record they do not add up.
    """
    on_record = {
        (each.period, each.board_code, each.measure): each for each in session.exec(select(EarlierCount))
    }
    together = agreed((*map(_row, on_record.values()), *handed_in))
    see_that_they_tie(earlier_checks(together))
    new = 0
    for row in together:
        known = on_record.get((row.period, row.board, row.measure))
        if known is None:
            session.add(_entered(row))
            new += 1
        elif known.value is None and row.value is not None:
            known.value, known.source = row.value, row.source
            new += 1
    session.flush()
    return TakenIn(new, len(handed_in) - new, sum(row.value is None for row in handed_in))


def _row(of: EarlierCount) -> EarlierRow:
    return EarlierRow(of.period, of.board_code, of.measure, of.value, of.source)


def _entered(row: EarlierRow) -> EarlierCount:
    return EarlierCount(
        period=row.period, board_code=row.board, measure=row.measure, value=row.value, source=row.source
    )
