"""One review's record, read whole: what had happened by a day, as it was known on a day."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

from sqlmodel import SQLModel

from models.casework.on_record.chunk import Chunk
from models.casework.on_record.happened import Happened
from models.casework.standing import days_fixed, deadlines_from, gather
from models.guidance import route
from models.guidance.packs import MilestoneKey
from models.guidance.route import Standing
from models.guidance.stages import Stage
from models.guidance.timescales import Deadline
from models.records import Acknowledgement, Fact, Meeting

FactT = TypeVar("FactT", bound=Fact)
RowT = TypeVar("RowT", bound=SQLModel)


@dataclass(frozen=True)
class OnRecord:
    """A review as its record stood on a day: nothing that happened later, nothing that was not known.

    Rows are plain: they have the columns of their kind, by name, and nothing else of it
    (``row.id``, no ``row.key``); they are read, and never written back.

    Attributes:
        pack: the guidance that the referral pinned; none before there is one.
        export_code: the name that the review has in exports.
        synthetic: whether the review, or anything in it, is invented.
        as_of: the last day that counts.
        known_on: the day by whose end it had been entered; none is now.
        milestones: what had happened, in the order entered.
    """

    key: int
    reference: str
    board_code: str
    pack: str | None
    completion_anchor: str
    export_code: str
    synthetic: bool
    as_of: date
    known_on: date | None
    milestones: tuple[Happened, ...]
    _chunk: Chunk = field(repr=False, compare=False)

    def facts(self, kind: type[FactT]) -> tuple[FactT, ...]:
        """Give the facts of a kind whose milestone stood, in the order entered."""
        return self._chunk.rows(kind, self.key)

    def rows(self, kind: type[RowT]) -> tuple[RowT, ...]:
        """Give the rows of any kind that belongs to the review, directly or through another row.

        What has no milestone is there from its first day (``asked_on``, ``invited_on``
        ...); a meeting, which is one row for ever, as it is now.
        """
        return self._chunk.rows(kind, self.key)

    def when(self, *keys: MilestoneKey) -> tuple[Happened, ...]:
        """Give the milestones of these steps, in the order entered."""
        found = [each for key in keys for each in self._by_step.get(key, ())]
        return tuple(found if len(keys) == 1 else sorted(found, key=lambda each: each.id))

    @cached_property
    def _by_step(self) -> dict[MilestoneKey, list[Happened]]:
        found: dict[MilestoneKey, list[Happened]] = defaultdict(list)
        for each in self.milestones:
            found[each.step].append(each)
        return found

    @cached_property
    def _days(self) -> dict[MilestoneKey, date]:
        return {key: max(each.happened_on for each in rows) for key, rows in self._by_step.items()}

    def last(self, stage: Stage, milestone: str) -> date | None:
        """Give the last day on which a milestone happened."""
        return self._days.get((stage, milestone))

    @cached_property
    def has_ended(self) -> bool:
        """Whether nothing more was asked: told without where else the review stands, which costs more."""
        if self.last(*route.CLOSURE) or self.last(*route.THEMES):
            return True
        return route.has_ended(self.standing)

    @cached_property
    def standing(self) -> Standing:
        """Where the review stood."""
        asked = [each for each in self.rows(Acknowledgement) if each.state == "asked"]
        return gather(self.milestones, self.facts, asked)

    @cached_property
    def deadlines(self) -> Mapping[MilestoneKey, Deadline]:
        """Every deadline, counted from the days known then and otherwise from the plan; none for a draft.

        A Learning Event that is still to come stands at the day that is fixed for it now;
        of an earlier day's knowledge, at the one for which people were invited.
        """
        if self.pack is None:
            return {}
        fixed = {} if route.LEARNING_EVENT in self._days else self._event_fixed
        days = Standing(dates={key: {"": (day,)} for key, day in self._days.items()})
        return deadlines_from(self.pack, self.completion_anchor, days_fixed(days, fixed))

    @property
    def _event_fixed(self) -> dict[MilestoneKey, date]:
        if self.known_on is None:
            days = [each.planned_on for each in self.rows(Meeting) if each.kind == "learning_event"]
        else:
            invited = [each.coded for each in self.when(route.INVITE)]
            days = [date.fromisoformat(each["event_on"]) for each in invited[-1:] if "event_on" in each]
        return {route.LEARNING_EVENT: days[0]} if days and days[0] else {}
