"""S01: the referral, in codes and dates; no name and no story."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from models.casework import letters, returning
from models.casework.asked import AgencyCode, Facts, Part, PartDate, Vocabulary, YesNoNotKnown, asked
from models.casework.entering import Entering, answers
from models.guidance.calendar_dates import ImpreciseDate
from models.guidance.errors import GuidanceError, Incomplete, Refused
from models.guidance.facts_reading import MOST_SUBJECTS
from models.guidance.route import REFERRAL
from models.guidance.words import Words
from models.records import Referral, SubjectFacts

Harm = Annotated[
    Literal["died", "life_threatening_injury", "serious_permanent_impairment", "other", "not_known"],
    Vocabulary("harm"),
]
Abuse = Annotated[Literal["known", "suspected", "no", "not_known"], Vocabulary("abuse")]


class Child(Part):
    """What is known of one child."""

    harm: Harm = asked("Pa niwed?", "What harm?", default="not_known")
    event_on: PartDate | None = asked(
        "Dyddiad y digwyddiad (BBBB-MM-DD, BBBB-MM neu BBBB)",
        "Date of the event (YYYY-MM-DD, YYYY-MM or YYYY)",
        default=None,
    )
    identified_on: PartDate | None = asked(
        "Dyddiad nodi’r amhariad",
        "Date on which the impairment was identified",
        more_cy="Dim ond ar gyfer amhariad difrifol a pharhaol: y diwrnod y gwnaeth awdurdod neu bartner ei nodi.",
        more_en="Only for serious and permanent impairment: the day on which an authority or partner identified it.",
        default=None,
    )
    abuse_or_neglect: Abuse = asked("Cam-drin neu esgeulustod?", "Abuse or neglect?", default="not_known")
    in_area: YesNoNotKnown = asked("Yn ardal y Bwrdd?", "In the Board’s area?", default="yes")
    under_18_at_event: YesNoNotKnown = asked("O dan 18 oed?", "Under 18?", default="yes")
    known_to_services: YesNoNotKnown = asked(
        "Yn hysbys i wasanaethau?",
        "Known to services?",
        more_cy="Nid yw hyn yn rhan o’r meini prawf.",
        more_en="This is no part of the criteria.",
        default="not_known",
    )
    learning_identified: YesNoNotKnown = asked(
        "A nodwyd dysgu?", "Has learning been identified?", default="no"
    )
    prognosis_awaited: YesNoNotKnown = asked(
        "A ddisgwylir prognosis?", "Is a prognosis awaited?", default="no"
    )


class ReferralFacts(Child, Facts):
    """S01: a referral. Further children of the same event are listed under ``subjects``."""

    title: ClassVar[Words] = Words(cy="Atgyfeiriad", en="Referral")
    why: ClassVar[Words] = Words(
        cy="Mae’r ffeithiau hyn, mewn codau a dyddiadau yn unig, yn dangos a yw’r meini prawf wedi’u bodloni.",
        en="These facts, in codes and dates only, show whether the criteria are met.",
    )

    referred_by: AgencyCode = asked("Pa asiantaeth a atgyfeiriodd?", "Which agency referred?")
    route: Annotated[Literal["agency", "prudic", "other"], Vocabulary("referral_route")] = asked(
        "Drwy ba lwybr?", "By which route?", default="agency"
    )
    subjects: list[Child] = asked(
        "Plant eraill yn yr un digwyddiad",
        "Further children of the same event",
        default=[],
        max_length=MOST_SUBJECTS - 1,
    )

    @property
    def children(self) -> tuple[Child, ...]:
        """Give every child, the first one first."""
        first = Child.model_validate(self.model_dump(include=set(Child.model_fields)))
        return (first, *self.subjects)


def missing(given: Mapping[str, Any]) -> tuple[str, ...]:
    """Give what a referral needs before the Group can be asked, and does not have."""
    wanted = ["harm", "abuse_or_neglect"]
    wanted.append("identified_on" if given.get("harm") == "serious_permanent_impairment" else "event_on")
    return tuple(
        f"{place}{name}"
        for place, child in _each_child(given)
        for name in wanted
        if child.get(name) in (None, "", "not_known")
    )


def _each_child(given: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    further = given.get("subjects")
    listed = [("", given)]
    if isinstance(further, list):
        listed += [(f"subjects.{n}.", each) for n, each in enumerate(further) if isinstance(each, Mapping)]
    return listed


def check(facts: ReferralFacts) -> None:
    """See that the Group could be asked, and that the dates stand in an order that can be.

    Raises:
        Refused: every problem at once.
    """
    lacks = tuple(Incomplete("field_missing", field=name) for name in missing(facts.model_dump()))
    if lacks:
        raise Refused(lacks)
    places = ("", *(f"subjects.{n}." for n in range(len(facts.subjects))))
    problems = tuple(
        GuidanceError("after_the_referral", field=f"{place}{name}", referred_on=facts.happened_on)
        for place, child in zip(places, facts.children, strict=True)
        for name in ("event_on", "identified_on")
        if (written := getattr(child, name)) and ImpreciseDate.parse(written).earliest > facts.happened_on
    )
    if problems:
        raise Refused(problems)


def subject_row(child: Child, number: int) -> SubjectFacts:
    """Put what is known of a child into its row; register and looked-after periods come with S02."""
    event = ImpreciseDate.parse(child.event_on) if child.event_on else None
    identified = ImpreciseDate.parse(child.identified_on) if child.identified_on else None
    coded = child.model_dump(exclude={"event_on", "identified_on"})
    return SubjectFacts(
        number=number,
        event_earliest=event.earliest if event else None,
        event_latest=event.latest if event else None,
        identified_earliest=identified.earliest if identified else None,
        identified_latest=identified.latest if identified else None,
        register_known=False,
        looked_after_known=False,
        **coded,
    )


@answers.to(REFERRAL, ReferralFacts)
def enter(at: Entering[ReferralFacts]) -> None:
    """Enter the referral and give its sender a receipt."""
    check(at.facts)
    at.keep(Referral(agency_code=at.facts.referred_by, route=at.facts.route, **at.ids))
    for number, child in enumerate(at.facts.children, start=1):
        row = subject_row(child, number)
        row.review_id, row.milestone_id = at.ids["review_id"], at.ids["milestone_id"]
        at.keep(row)
    letters.referral_received(at.office, at.review, at.facts.referred_by)
    returning.has_come(at.office, at.review, at.facts)
