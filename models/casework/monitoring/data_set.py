"""The data set as of any day, as known on any day, made of the record."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain
from operator import attrgetter
from typing import Any

from sqlmodel import Session

from models.casework.entering import Office
from models.casework.local_protocols import protocols
from models.casework.monitoring import beside
from models.casework.monitoring.earlier_counts import earlier_rows
from models.casework.monitoring.review_row import review_row
from models.casework.monitoring.rowed import Rowed, month
from models.casework.on_record import OnRecord, read
from models.guidance import route
from models.guidance.errors import GuidanceError
from models.monitoring.rows import (
    VERSION,
    DataSet,
    DelayRow,
    DocumentRow,
    ProcessRow,
    ProtocolRow,
    ReviewRow,
    StepRow,
)


@dataclass(frozen=True)
class Rows:
    """The rows that one review gives; *ended* says that no day to come changes them."""

    key: int
    ended: bool
    review: ReviewRow
    delays: tuple[DelayRow, ...]
    steps: tuple[StepRow, ...]
    documents: tuple[DocumentRow, ...]
    processes: tuple[ProcessRow, ...]


def rows_of(record: OnRecord) -> Rows:
    """Make one review's rows, under the random code that it has in exports."""
    of, code = Rowed(record), record.export_code
    return Rows(
        key=record.key,
        ended=route.has_ended(record.standing),
        review=review_row(of, code),
        delays=tuple(beside.delay_rows(of, code)),
        steps=tuple(beside.step_rows(of, code)),
        documents=tuple(beside.document_rows(of, code)),
        processes=tuple(beside.process_rows(of, code)),
    )


def data_set(
    office: Office, *, as_of: date | None = None, known_on: date | None = None, board: str | None = None
) -> DataSet:
    """Make the data set: as of today and as known now, unless days are given.

    It has the Boards that have a review here, or the one that is named. Rows stand in the order of
    their random codes, so that it says nothing of which referral came first.

    Raises:
        GuidanceError: a day to come, or there is no review yet and no Board is named.
    """
    as_of, known_on = as_of or office.today, known_on or office.today
    if max(as_of, known_on) > office.today:
        raise GuidanceError("as_of_to_come", as_of=max(as_of, known_on))
    known = known_on if known_on < office.today else None
    found = [rows_of(record) for record in read(office.session, board=board, as_of=as_of, known_on=known)]
    boards = {board} if board else {each.review.board for each in found}
    if not boards:
        raise GuidanceError("export_no_board")
    return gathered(office.session, found, boards=boards, as_of=as_of, known_on=known_on)


def gathered(
    session: Session, found: Iterable[Rows], *, boards: Iterable[str], as_of: date, known_on: date
) -> DataSet:
    """Put reviews' rows together with what is kept beside them: local protocols, and earlier years."""
    ordered = sorted(found, key=lambda each: (each.review.board, each.review.row))
    beside_them: dict[str, Any] = {
        name: tuple(chain.from_iterable(map(attrgetter(name), ordered)))
        for name in ("delays", "steps", "documents", "processes")
    }
    return DataSet(
        version=VERSION,
        as_of=as_of.isoformat(),
        known_on=known_on.isoformat(),
        boards=tuple(sorted(set(boards))),
        reviews=tuple(map(attrgetter("review"), ordered)),
        protocols=protocol_rows(session, boards, as_of=as_of, known_on=known_on),
        earlier=earlier_rows(session),
        **beside_them,
    )


def protocol_rows(
    session: Session, boards: Iterable[str], *, as_of: date, known_on: date
) -> tuple[ProtocolRow, ...]:
    """Give what the Boards had declared by a day to do otherwise than the guidance; what ended later stands."""
    return tuple(
        ProtocolRow(
            board=each.board_code,
            rule=each.rule,
            guidance=each.guidance,
            local=each.local,
            since=f"{each.since:%Y-%m}",
            until=month(each.until) if each.until and each.until <= as_of else None,
            reason=" ".join(each.reason.split()),
        )
        for board in sorted(set(boards))
        for each in protocols(session, board)
        if each.since <= as_of and each.declared_on <= known_on
    )
