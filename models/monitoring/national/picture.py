"""The national picture, put together."""

from collections.abc import Mapping

from models.monitoring import consistency
from models.monitoring.national.causes import agencies, delays
from models.monitoring.national.counting import REVIEWS, number
from models.monitoring.national.figures import National
from models.monitoring.national.gaps import missing
from models.monitoring.national.results import impact, quality
from models.monitoring.national.timing import StepKey, counted, steps_kept, timeliness
from models.monitoring.rows import DataSet


def picture(data: DataSet, *, steps: Mapping[StepKey, int] | None = None) -> National:
    """Make every figure of the picture from the rows alone, so that it equals the export.

    The same rows in another order give the same figures. *steps* are the deadlines where
    somebody has counted them already: of very many reviews they are millions, and only counted.
    """
    rows = data.reviews
    reviews = [row for row in rows if row.decided in REVIEWS]
    completed = delays([row for row in reviews if row.completed_in], data.delays)
    return National(
        version=data.version,
        as_of=data.as_of,
        known_on=data.known_on,
        synthetic=any(row.synthetic for row in rows),
        boards=tuple(sorted(data.boards)),
        number=number(rows, reviews, data.processes),
        timeliness=timeliness(rows, reviews),
        delays=completed,
        delays_so_far=delays([row for row in reviews if not row.completed_in], data.delays),
        agencies=agencies(data.documents),
        quality=quality(rows),
        steps=steps_kept(counted(data.steps) if steps is None else steps),
        departures=consistency.departures(rows),
        findings=consistency.findings(rows),
        flags=consistency.flags(rows),
        protocols=consistency.side_by_side(data.protocols),
        impact=impact(reviews),
        earlier=tuple(sorted(data.earlier, key=lambda row: (row.period, row.board, row.measure))),
        missing=missing(data, reviews, completed),
    )
