"""S02: what the agencies know: register, looked-after periods, who was involved, what runs beside."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from models.casework import returning
from models.casework.asked import (
    AgencyCode,
    Facts,
    Part,
    PartDate,
    Vocabulary,
    YesNoNotKnown,
    asked,
)
from models.casework.entering import Entering, answers
from models.casework.known_processes import Process, ends_first, part_day, problems_with, process_rows
from models.casework.standing import facts as facts_of
from models.guidance.calendar_dates import ImpreciseDate
from models.guidance.errors import GuidanceError, Refused
from models.guidance.facts_reading import MOST_PERIODS, MOST_SUBJECTS
from models.guidance.route import SCOPING
from models.guidance.words import Words
from models.records import Involvement, StatusPeriod, SubjectFacts


class Period(Part):
    """A time on the register; without an end it still runs."""

    since: PartDate = asked("O", "From")
    until: PartDate | None = asked("Hyd", "To", default=None)

    @property
    def is_turned(self) -> bool:
        """Whether it would end before it began."""
        return ends_first(self.since, self.until)


class LookedAfterPeriod(Period):
    """A time looked after, and as what."""

    as_what: Annotated[
        Literal["looked_after", "care_leaver_under_18", "over_18_formerly_looked_after"],
        Vocabulary("looked_after"),
    ] = asked("Fel beth?", "As what?", default="looked_after")


class ScopingFacts(Facts):
    """S02, for one child."""

    title: ClassVar[Words] = Words(cy="Gwybodaeth gwmpasu", en="Scoping information")
    why: ClassVar[Words] = Words(
        cy="Mae un diwrnod ar y gofrestr amddiffyn plant, neu fel plentyn sy’n derbyn gofal, yn y chwe mis "
        "blaenorol yn gwneud adolygiad yn un estynedig.",
        en="One day on the child protection register, or looked after, in the six months before makes a "
        "review an extended one.",
    )

    child: Annotated[int, Field(ge=1, le=MOST_SUBJECTS)] = asked(
        "Pa blentyn (rhif)?", "Which child (number)?", default=1
    )
    on_register: YesNoNotKnown = asked(
        "Ar y gofrestr amddiffyn plant o gwbl?", "Ever on the child protection register?"
    )
    register_periods: list[Period] = asked(
        "Pryd ar y gofrestr?", "When on the register?", default=[], max_length=MOST_PERIODS
    )
    looked_after: YesNoNotKnown = asked("Yn derbyn gofal o gwbl?", "Ever looked after?")
    looked_after_periods: list[LookedAfterPeriod] = asked(
        "Pryd yn derbyn gofal?", "When looked after?", default=[], max_length=MOST_PERIODS // 2
    )
    agencies: list[AgencyCode] = asked(
        "Pa asiantaethau a fu’n gweithio gyda’r plentyn neu’r teulu?",
        "Which agencies worked with the child or family?",
    )
    processes: list[Process] = asked(
        "Pa brosesau cyfochrog sydd?", "Which parallel processes are there?", default=[]
    )


def check(facts: ScopingFacts, *, on: date) -> None:
    """See that periods agree with what was said of them, and that everything ends after it begins.

    Raises:
        Refused: every problem at once.
    """
    problems = []
    if not facts.agencies:
        problems.append(GuidanceError("field_missing", field="agencies"))
    for said, periods in (
        ("on_register", facts.register_periods),
        ("looked_after", facts.looked_after_periods),
    ):
        answer = getattr(facts, said)
        if (answer == "yes") != bool(periods):
            problems.append(GuidanceError("periods_do_not_agree", field=said))
        problems += [
            GuidanceError("ends_before_it_begins", field="until") for period in periods if period.is_turned
        ]
    problems += problems_with(facts.processes, on=on)
    if problems:
        raise Refused(tuple(problems))


@answers.to(SCOPING, ScopingFacts, subject="child")
def enter(at: Entering[ScopingFacts]) -> None:
    """Enter what is known of one child now; what the referral said of the child goes on standing."""
    check(at.facts, on=at.office.today)
    known = next(
        (
            each
            for each in reversed(facts_of(at.session, SubjectFacts, at.review))
            if each.number == at.facts.child
        ),
        None,
    )
    if known is None:
        raise GuidanceError("no_such_child", child=at.facts.child)
    row = SubjectFacts(**known.model_dump(exclude={"id", "milestone_id"}), milestone_id=at.milestone.key)
    row.register_known = at.facts.on_register != "not_known"
    row.looked_after_known = at.facts.looked_after != "not_known"
    at.keep(row)
    for kind, period in [
        *(("register", each) for each in at.facts.register_periods),
        *((each.as_what, each) for each in at.facts.looked_after_periods),
    ]:
        at.keep(_period_row(row.key, kind, period))
    at.keep(*(Involvement(agency_code=agency, **at.ids) for agency in sorted(set(at.facts.agencies))))
    at.keep(*process_rows(at, at.facts.processes))
    returning.has_come(at.office, at.review, at.facts)


def _period_row(subject: int, kind: str, period: Period) -> StatusPeriod:
    since, until = ImpreciseDate.parse(period.since), part_day(period.until)
    return StatusPeriod(
        subject_facts_id=subject,
        kind=kind,
        since_earliest=since.earliest,
        since_latest=since.latest,
        until_earliest=until.earliest if until else None,
        until_latest=until.latest if until else None,
    )
