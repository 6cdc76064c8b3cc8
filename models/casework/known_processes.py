"""A parallel process as it is told: its kind, whom to ask, when it began and ends, what it constrains."""

from datetime import date
from typing import Annotated, Any, Literal

from models.casework.asked import Part, PartDate, ProcessKind, Vocabulary, asked
from models.casework.entering import Entering
from models.guidance import processes
from models.guidance.calendar_dates import ImpreciseDate
from models.guidance.errors import GuidanceError
from models.records import ParallelProcess

ContactRole = Annotated[
    Literal[
        "senior_investigating_officer",
        "cps_lawyer",
        "coroners_officer",
        "review_chair",
        "hr_lead",
        "regulators_officer",
        "family_court_guardian",
        "childrens_services_solicitor",
        "prudic_lead",
        "iopc_investigator",
        "other",
    ],
    Vocabulary("contact_role"),
]
"""In which role somebody is asked; who it is stays with the Board's own papers."""

Constraint = Annotated[
    Literal["all", "family_contact", "named_practitioners", "learning_event", "publication", "none"],
    Vocabulary("constraint"),
]


class Process(Part):
    """A process that runs beside the review."""

    kind: ProcessKind = asked("Pa broses?", "Which process?")
    began_on: PartDate | None = asked("Dechreuodd", "Began", default=None)
    expected_end_on: PartDate | None = asked("Disgwylir iddi orffen", "Expected to end", default=None)
    ended_on: PartDate | None = asked("Gorffennodd", "Ended", default=None)
    contact_role: ContactRole | None = asked(
        "Pwy yw’r cyswllt (rôl)?", "Who is the contact (role)?", default=None
    )
    constrains: list[Constraint] = asked("Ar beth y mae’n cyfyngu?", "What does it constrain?", default=[])


def problems_with(told: list[Process], *, on: date) -> list[GuidanceError]:
    """Say which processes would end before they began or have an end to come, or constrain nothing and something."""
    found = []
    for each in told:
        ended = part_day(each.ended_on)
        if ended and ended.earliest > on:
            found.append(GuidanceError("day_to_come", field="ended_on"))
        for field, end in (("ended_on", each.ended_on), ("expected_end_on", each.expected_end_on)):
            if ends_first(each.began_on, end):
                found.append(GuidanceError("ends_before_it_begins", field=field))
        try:
            processes.constrained(each.constrains)
        except GuidanceError as error:
            found.append(error)
    return found


def ends_first(since: str | None, until: str | None) -> bool:
    """Say whether what is known to a day, a month or a year would end before it began."""
    first, last = part_day(since), part_day(until)
    return bool(first and last and last.latest < first.earliest)


def part_day(written: str | None) -> ImpreciseDate | None:
    """Read a date as far as it is known; nothing where none was given."""
    return ImpreciseDate.parse(written) if written else None


def told_again(row: ParallelProcess) -> dict[str, Any]:
    """Give a process as an answer tells it: what is not known is left out."""
    constrains = None if row.constrains is None else row.constrains or [processes.NONE]
    told = {
        "kind": row.kind,
        "began_on": row.began_on.isoformat() if row.began_on else None,
        "expected_end_on": row.expected_end_on.isoformat() if row.expected_end_on else None,
        "ended_on": row.ended_on.isoformat() if row.ended_on else None,
        "contact_role": row.contact_role,
        "constrains": constrains,
    }
    return {name: each for name, each in told.items() if each is not None}


def process_rows(at: Entering[Any], told: list[Process]) -> list[ParallelProcess]:
    """Put processes into rows; known to the month, they begin on its first day and end on its last."""
    return [
        ParallelProcess(
            kind=each.kind,
            began_on=began.earliest if (began := part_day(each.began_on)) else None,
            expected_end_on=expected.latest if (expected := part_day(each.expected_end_on)) else None,
            ended_on=ended.latest if (ended := part_day(each.ended_on)) else None,
            contact_role=each.contact_role,
            constrains=processes.constrained(each.constrains),
            **at.ids,
        )
        for each in told
    ]
