"""Something that happened, as a plain row: what a milestone says, and by when it was due."""

import json
from datetime import date, datetime
from typing import Any, NamedTuple

from models.guidance.packs import MilestoneKey
from models.guidance.stages import Stage

_STAGES = {stage.value: stage for stage in Stage}


class Happened(NamedTuple):
    """A milestone that stood on the record.

    Attributes:
        coded_text: what the answer coded, as JSON writes it.
        due_on: by when it was due when it was answered; none where nothing was asked.
        recorded_at: when it was entered, which is later than it happened.
    """

    review_id: int
    id: int
    stage: str
    milestone: str
    subject: str
    round: int
    happened_on: date
    decided_by: str
    reason: str | None
    synthetic: bool
    recorded_at: datetime
    coded_text: str | None
    due_on: date | None

    @property
    def coded(self) -> dict[str, Any]:
        """Give what the answer coded beyond that; nothing if it gave nothing."""
        return (json.loads(self.coded_text) if self.coded_text else None) or {}

    @property
    def step(self) -> MilestoneKey:
        """Give stage and milestone."""
        return _STAGES[self.stage], self.milestone
