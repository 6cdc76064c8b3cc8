"""The figures of a night, read back: what a stock-take is made of without reading a single row."""

from sqlmodel import Session, col, select

from models.monitoring.national import National, from_plain
from models.monitoring.rows import VERSION
from models.records import MonitoringSnapshot


def latest_figures(session: Session) -> National | None:
    """Give the figures of the last night that tied; none where this version of the program took none."""
    wanted = (
        select(MonitoringSnapshot)
        .where(MonitoringSnapshot.version == VERSION, col(MonitoringSnapshot.ties))
        .order_by(col(MonitoringSnapshot.as_of).desc())
        .limit(1)
    )
    found = session.exec(wanted).first()
    try:
        return from_plain(found.figures) if found else None
    except KeyError:
        # Taken by an earlier program, which knew fewer figures: the next night takes them anew.
        return None
