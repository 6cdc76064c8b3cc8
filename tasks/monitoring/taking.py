"""The record and the data set: exported, refreshed each night, completed with earlier years."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from models.casework import monitoring
from models.casework.monitoring import Refreshed, TakenIn
from models.monitoring.checks import tied
from models.monitoring.earlier import read as read_earlier
from models.monitoring.published import published
from tasks.monitoring.writing import FORMATS, Exported, write_published, write_rows
from tasks.office import desk


def export(  # noqa: PLR0913 - what may be chosen
    folder: Path,
    *,
    as_of: date | None = None,
    known_on: date | None = None,
    board: str | None = None,
    formats: Sequence[str] = FORMATS,
    publish: bool = False,
) -> Exported:
    """Write the data set as of a day and as known on a day; *publish* writes tables of counts and no rows.

    Raises:
        GuidanceError: the figures do not tie, or the folder cannot be written; nothing is left behind.
    """
    with desk() as at:
        found = monitoring.data_set(at, as_of=as_of, known_on=known_on, board=board)
    counted = tied(found)
    shown = published(found) if publish else ()
    if publish:
        write_published(folder, found, shown, formats)
    else:
        write_rows(folder, found, counted, formats)
    return Exported(found, counted, shown)


def refresh() -> Refreshed:
    """Bring the rows up to date and take the figures of today."""
    with desk() as at:
        return monitoring.refresh(at)


def import_earlier(text: str) -> TakenIn:
    """Take in a table of counts of earlier years, whole or not at all.

    Raises:
        Refused: it cannot be read, or contradicts what is on record.
    """
    rows = read_earlier(text)
    with desk() as at:
        return monitoring.enter_earlier(at.session, rows)
