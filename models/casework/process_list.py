"""The parallel processes of a review as they are known now, with the holds that end with them."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from models.casework.standing import open_holds, processes, stand
from models.guidance.processes import Advice, Kind, kind, may_go_on
from models.guidance.route import CHECK, FIRST_CHECK
from models.records import ParallelProcess, Review


@dataclass(frozen=True)
class Known:
    """One process.

    Attributes:
        process: as it was told.
        usual: what is usual for its kind.
        held: the scopes of the open holds that end with it.
        not_held: the scopes that it constrains and that no hold stops, whatever its cause.
    """

    process: ParallelProcess
    usual: Kind
    held: tuple[str, ...]
    not_held: tuple[str, ...]


@dataclass(frozen=True)
class Beside:
    """All of them; when they were last looked at, if ever; and what may go on while all of these do."""

    known: tuple[Known, ...]
    looked_at_on: date | None
    meanwhile: tuple[Advice, ...]


def known(session: Session, review: Review) -> Beside:
    """Give the processes beside a review, those that ended among them."""
    rows = processes(session, review)
    going_on = [each.kind for each in rows if each.ended_on is None]
    standing = stand(session, review)
    days = [day for key in (FIRST_CHECK, CHECK) if (day := standing.last(*key))]
    return Beside(
        tuple(_known(session, review, each) for each in rows), max(days, default=None), may_go_on(going_on)
    )


def _known(session: Session, review: Review, row: ParallelProcess) -> Known:
    if row.ended_on is not None:
        return Known(row, kind(row.kind), (), ())
    open_ones = open_holds(session, review)
    tied = {each.scope for each in open_ones if each.cause == row.kind and each.ends_with_process}
    stopped = {each.scope for each in open_ones}
    wanted = set(row.constrains or ()) if "all" not in stopped else set()
    return Known(row, kind(row.kind), tuple(sorted(tied)), tuple(sorted(wanted - stopped)))
