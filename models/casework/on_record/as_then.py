"""Rows as they stood: which had begun by a day, and what ended later, or was not known to have, is open.

Facts are filled in once, so what stands in a row now is what stood in it then, but for
what was filled in since: the end of a hold, the milestone with which a timeline came.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any

from models.guidance.meeting_kinds import instant
from models.records import (
    Acknowledgement,
    Availability,
    DocumentRequest,
    ForecastMade,
    Hold,
    Invitation,
    Meeting,
    MeetingOption,
    ParallelProcess,
    ProposedMeeting,
    ProposedProgramme,
    Recommendation,
    StatusPeriod,
    SubjectFacts,
    Vote,
    Withdrawal,
)


@dataclass(frozen=True)
class Then:
    """The day up to which things had happened, and the day on which they were known; none is now."""

    as_of: date
    known_on: date | None = None

    @property
    def known_before(self) -> datetime | None:
        """Give the midnight in London by which it had been entered."""
        return instant(self.known_on + timedelta(days=1), time()) if self.known_on else None


PARENTS: Mapping[type, tuple[type, str]] = MappingProxyType(
    {
        StatusPeriod: (SubjectFacts, "subject_facts_id"),
        Vote: (Recommendation, "recommendation_id"),
        Invitation: (Meeting, "meeting_id"),
        MeetingOption: (Meeting, "meeting_id"),
        Availability: (MeetingOption, "option_id"),
        ProposedMeeting: (ProposedProgramme, "programme_id"),
    }
)
"""Rows that belong to a review through another row: its kind, and the column that names it."""

SINCE: Mapping[type, str] = MappingProxyType(
    {
        Acknowledgement: "asked_on",
        DocumentRequest: "asked_on",
        ForecastMade: "made_on",
        Invitation: "invited_on",
        Availability: "answered_on",
        ProposedProgramme: "made_on",
        Withdrawal: "since",
    }
)
"""Rows without a milestone of their own: the column with the day on which they began."""

# A row is a named tuple made from its table's columns, which no type can say.
_AsThen = Callable[[Any, Then, frozenset[int]], Any]


def _hold(row: Any, then: Then, known: frozenset[int]) -> Any:  # noqa: ANN401
    """A hold or a process that ended later, or whose end was not known yet, is open."""
    if row.ended_on is None:
        return row
    unknown = row.ended_milestone_id is not None and row.ended_milestone_id not in known
    return (
        row._replace(ended_on=None, ended_milestone_id=None) if unknown or row.ended_on > then.as_of else row
    )


def _request(row: Any, then: Then, known: frozenset[int]) -> Any:  # noqa: ANN401
    """A timeline that came, or was given up, later is awaited."""
    del then
    return row if row.milestone_id in known else row._replace(milestone_id=None, missing_reason=None)


def _acknowledgement(row: Any, then: Then, known: frozenset[int]) -> Any:  # noqa: ANN401
    """What was settled later is asked for."""
    del known
    later = row.settled_on is not None and row.settled_on > then.as_of
    return row._replace(state="asked", settled_on=None) if later else row


def _withdrawal(row: Any, then: Then, known: frozenset[int]) -> Any:  # noqa: ANN401
    """Somebody who was let in again later is kept out."""
    del known
    return row._replace(ended_on=None) if row.ended_on and row.ended_on > then.as_of else row


AS_THEN: Mapping[type, _AsThen] = MappingProxyType(
    {
        Acknowledgement: _acknowledgement,
        DocumentRequest: _request,
        Hold: _hold,
        ParallelProcess: _hold,
        Withdrawal: _withdrawal,
    }
)
"""What is undone in a row that something was filled into later."""
