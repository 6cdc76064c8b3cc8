"""The versions of the guidance ("packs"): data, chosen by the referral's date, pinned to the review.

A pack never changes under a running review. A later version copies an earlier
one and replaces rows, so that what changed in law can be read in one short file.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

from models.guidance.errors import GuidanceError
from models.guidance.packaged import table
from models.guidance.provenance import Provenance, Source
from models.guidance.stages import Stage
from models.guidance.words import Words

CompletionAnchor = Literal["referral", "decision"]
"""The day from which the six months run; which one is unconfirmed, so a Board chooses."""

MilestoneKey = tuple[Stage, str]
"""A stage and the name of one of its milestones: ``(Stage.S12, "brief")``."""

PACKS = ("cpr-2013", "cpr-2016", "susr-2024")
"""The packs, oldest first."""

DEFAULT = PACKS[-1]
"""The pack for new referrals."""


@dataclass(frozen=True)
class Timescale:
    """One row: a milestone falls due so long after (before, when negative) its anchor.

    One of *months*, *weeks*, *days* and *working_days* is given; all are nought where the milestone
    falls on the anchor's own day. *annual_report* rows fall before the 31 July that
    follows the financial year of the anchor. A row that *repeats* counts from its
    own last occurrence once there is one.
    """

    stage: Stage
    milestone: str
    anchor_stage: Stage
    anchor_milestone: str
    rule: Words
    source: Source
    months: int = 0
    weeks: int = 0
    days: int = 0
    working_days: int = 0
    annual_report: bool = False
    repeats: bool = False
    never_after: MilestoneKey | None = None
    counted_from: CompletionAnchor | None = None

    @property
    def key(self) -> MilestoneKey:
        """What falls due."""
        return self.stage, self.milestone

    @property
    def anchor(self) -> MilestoneKey:
        """What it is counted from."""
        return self.anchor_stage, self.anchor_milestone


@dataclass(frozen=True)
class Pack:
    """One version of the guidance, every row with its source and provenance.

    *criteria* gives the source of each part of the decision table;
    *looked_after_counts* the statuses that make a review extended;
    *includes_over_18* those that bring in a person who has turned 18;
    *warnings* codes of sentences shown with everything the pack says.
    """

    id: str
    title: Words
    since: date
    criteria: Mapping[str, Source]
    looked_after_counts: frozenset[str]
    includes_over_18: frozenset[str]
    completion_anchor: CompletionAnchor
    warnings: tuple[str, ...]
    rows: tuple[Timescale, ...]

    @property
    def timescales(self) -> tuple[Timescale, ...]:
        """The rows with the pack's own completion anchor, one a milestone, in stage order."""
        return self.counted_from(self.completion_anchor)

    def counted_from(self, anchor: CompletionAnchor) -> tuple[Timescale, ...]:
        """The rows when the six months run from *anchor*.

        >>> rows = pack("cpr-2016").counted_from("decision")
        >>> [row.anchor_stage.value for row in rows if row.stage is Stage.S17]
        ['S04']
        """
        return tuple(row for row in self.rows if row.counted_from in {None, anchor})


@cache
def pack(pack_id: str) -> Pack:
    """The pack of that name.

    Raises:
        GuidanceError: ``no_such_pack``.

    >>> pack("cpr-2016").since
    datetime.date(2016, 4, 6)
    """
    if pack_id not in PACKS:
        raise GuidanceError("no_such_pack", packs=", ".join(PACKS))
    return _built(_table(pack_id))


def pack_for(referral: date) -> Pack:
    """The pack in force on the day of the referral.

    Raises:
        GuidanceError: ``before_the_framework``; there were no Child Practice Reviews yet.

    >>> pack_for(date(2016, 4, 5)).id, pack_for(date(2016, 4, 6)).id
    ('cpr-2013', 'cpr-2016')
    """
    in_force = [pack(name) for name in PACKS if pack(name).since <= referral]
    if not in_force:
        raise GuidanceError("before_the_framework", since=pack(PACKS[0]).since)
    return in_force[-1]


def _table(pack_id: str) -> dict[str, Any]:
    """A pack's rows with those it copies filled in."""
    own = table(f"packs/{pack_id}")
    if "copies" not in own:
        return dict(own)
    older = _table(own["copies"])
    replaced = {_row_key(row): row for row in own.get("timescales", ())}
    return {
        **older,
        **own,
        "criteria": {**older["criteria"], **own.get("criteria", {})},
        "timescales": [{**row, **replaced.get(_row_key(row), {})} for row in older["timescales"]],
    }


def _row_key(row: Mapping[str, Any]) -> tuple[str, str]:
    return row["stage"], row["milestone"]


def _built(rows: Mapping[str, Any]) -> Pack:
    return Pack(
        id=rows["id"],
        title=Words(**rows["title"]),
        since=rows["since"],
        criteria=MappingProxyType({code: _source(row, rows) for code, row in rows["criteria"].items()}),
        looked_after_counts=frozenset(rows["looked_after_counts"]),
        includes_over_18=frozenset(rows["includes_over_18"]),
        completion_anchor=rows["completion_anchor"],
        warnings=tuple(rows["warnings"]),
        rows=tuple(_timescale(row, rows) for row in rows["timescales"]),
    )


def _timescale(row: Mapping[str, Any], rows: Mapping[str, Any]) -> Timescale:
    anchor_stage, anchor_milestone = row["anchor"].split()
    figures = {name: row[name] for name in _FIGURES if name in row}
    return Timescale(
        stage=Stage(row["stage"]),
        milestone=row["milestone"],
        anchor_stage=Stage(anchor_stage),
        anchor_milestone=anchor_milestone,
        rule=Words(**row["rule"]),
        source=_source(row, rows),
        never_after=_limit(row),
        **figures,
    )


def _limit(row: Mapping[str, Any]) -> MilestoneKey | None:
    if "never_after" not in row:
        return None
    stage, milestone = row["never_after"].split()
    return Stage(stage), milestone


def _source(row: Mapping[str, Any], rows: Mapping[str, Any]) -> Source:
    provenance = Provenance(rows.get("every_row", row["provenance"]))
    return Source(rows.get("every_source", "{source}").format(source=row["source"]), provenance)


_FIGURES = ("months", "weeks", "days", "working_days", "annual_report", "repeats", "counted_from")
