"""Referrals that are too thin to decide on: returned with a dated request, and the days that it cost (R31)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, ClassVar, Generic, Literal, TypeVar

from sqlmodel import Session

from models.casework import letters
from models.casework.answering import enter_milestone, fingerprint
from models.casework.asked import AgencyCode, Facts, Vocabulary, asked
from models.casework.entering import AtReview, Office
from models.casework.people import agency_leads
from models.casework.standing import HappenedOn, milestones, stand
from models.casework.understanding import check_people
from models.guidance.errors import GuidanceError, OutOfOrder, Refused
from models.guidance.packs import MilestoneKey
from models.guidance.returned import Waited
from models.guidance.returned import returned_days as days_of
from models.guidance.route import DECISION
from models.guidance.stages import Stage
from models.guidance.words import Words
from models.records import Milestone, Review

RETURNED: MilestoneKey = (Stage.S01, "returned")
CAME: MilestoneKey = (Stage.S01, "information_came")
"""Both stand beside the route; their subject is the agency that was asked."""

HappenedT = TypeVar("HappenedT", bound=HappenedOn)

Wanted = Annotated[
    Literal[
        "harm",
        "event_on",
        "identified_on",
        "abuse_or_neglect",
        "in_area",
        "under_18_at_event",
        "known_to_services",
        "register",
        "looked_after",
        "learning_identified",
        "prognosis_awaited",
    ],
    Vocabulary("fact"),
]


class ReturnFacts(Facts):
    """Beside S01: what an agency's referral lacks, and by when it is asked for."""

    title: ClassVar[Words] = Words(
        cy="Dychwelyd atgyfeiriad am wybodaeth", en="Return a referral for information"
    )
    why: ClassVar[Words] = Words(
        cy="Gofynnir i’r asiantaeth am yr union bethau sydd ar goll, erbyn diwrnod penodol; cyfrifir y diwrnodau.",
        en="The agency is asked for exactly what is missing, by a day; the days that it takes are counted.",
    )

    agency: AgencyCode = asked("Pa asiantaeth?", "Which agency?")
    wanted: list[Wanted] = asked("Beth sydd ar goll?", "What is missing?", min_length=1)
    wanted_by: date = asked("Erbyn pa ddiwrnod?", "By which day?")


class CameFacts(Facts):
    """Beside S01: the information came."""

    title: ClassVar[Words] = Words(cy="Daeth y wybodaeth", en="The information came")
    why: ClassVar[Words] = Words(
        cy="O’r diwrnod hwn nid yw’r atgyfeiriad yn aros mwyach.",
        en="From this day the referral waits no more.",
    )

    agency: AgencyCode = asked("Gan ba asiantaeth?", "From which agency?")


@dataclass(frozen=True)
class Wait(Generic[HappenedT]):
    """A return, with what came of it so far: the information came, or it was decided without."""

    returned: HappenedT
    came: HappenedT | None = None
    decided: HappenedT | None = None

    @property
    def ended(self) -> HappenedT | None:
        """What ended the wait; none yet."""
        ends = [each for each in (self.came, self.decided) if each is not None]
        return min(ends, key=lambda each: each.happened_on, default=None)


def return_referral(office: Office, review: Review, facts: ReturnFacts) -> Milestone:
    """Return a referral to its agency, and mean the letter that asks; the same request twice changes nothing.

    Raises:
        OutOfOrder: it has been decided; to defer is not to have decided yet.
        Refused: the day is not one, the agency is asked already, or nobody could be written to.
    """
    before = _asked_so(office.session, review, facts)
    if before is not None:
        return before
    standing = stand(office.session, review)
    if standing.outcome not in (None, "deferred"):
        raise OutOfOrder("returned_after_decision", reference=review.reference)
    _check(office, review, facts)
    check_people(office.session, facts)
    milestone = enter_milestone(AtReview(office, review, standing), RETURNED, facts, subject=facts.agency)
    wanted = list(dict.fromkeys(facts.wanted))
    milestone.coded = {"wanted": wanted, "wanted_by": facts.wanted_by.isoformat()}
    office.session.flush()
    letters.mean(
        office,
        "referral_returned",
        agency_leads(office.session, review.board_code, facts.agency, office.today),
        board=review.board_code,
        review=review,
        sequence=milestone.key,
        wanted=wanted,
        answer_by=facts.wanted_by.isoformat(),
    )
    return milestone


def information_came(office: Office, review: Review, facts: CameFacts) -> Milestone:
    """Enter that what an agency was asked for has come.

    Raises:
        Refused: the agency is not being asked for anything, or the day cannot be.
    """
    waits = waits_of(milestones(office.session, review))
    places = _unanswered(waits, facts.agency)
    if not places:
        raise Refused((GuidanceError("nothing_was_returned", field="agency"),))
    asked_on = waits[places[0]].returned.happened_on
    if facts.happened_on > office.today:
        raise Refused((GuidanceError("day_to_come", field="happened_on"),))
    if facts.happened_on < asked_on:
        wrong = GuidanceError("day_before_what_it_stands_on", field="happened_on", before=asked_on)
        raise Refused((wrong,))
    check_people(office.session, facts)
    at = AtReview(office, review, stand(office.session, review))
    return enter_milestone(at, CAME, facts, subject=facts.agency)


def has_come(office: Office, review: Review, by: Facts) -> None:
    """Enter that all has come that was asked for: the referral was completed, or its scoping filled in.

    It came by the day on which that is entered, whichever day the answer itself is about.
    """
    for agency, asked_on in waiting(office.session, review):
        day = max(office.today, asked_on)
        facts = CameFacts.model_validate(
            {"happened_on": day, "decided_by": by.decided_by, "evidence": by.evidence, "agency": agency}
        )
        information_came(office, review, facts)


def waiting(session: Session, review: Review) -> list[tuple[str, date]]:
    """Give the agencies that are being asked for information, and since when."""
    waits = waits_of(milestones(session, review))
    return [(each.returned.subject, each.returned.happened_on) for each in waits if each.ended is None]


def returned_days(happened: Sequence[HappenedT], *, on: date) -> int:
    """Count the days that a referral has waited for information, by its milestones, until a day."""
    waits: list[Waited] = [
        (each.returned.happened_on, each.ended.happened_on if each.ended else None)
        for each in waits_of(happened)
    ]
    return days_of(waits, on=on)


def waits_of(happened: Sequence[HappenedT]) -> list[Wait[HappenedT]]:
    """Give each time that a referral waited for information, in the order in which it was returned.

    A return is paired with the next entry that its agency's information came. What has been
    decided waits no longer: what had not come by then was done without.
    """
    found: list[Wait[HappenedT]] = []
    for each in happened:
        key = (Stage(each.stage), each.milestone)
        if key == RETURNED:
            found.append(Wait(each))
        elif key == DECISION:
            found = [replace(wait, decided=wait.decided or each) for wait in found]
        elif key == CAME:
            # A return that was corrected away since has nothing left to end.
            for place in _unanswered(found, each.subject)[:1]:
                found[place] = replace(found[place], came=each)
    return found


def _unanswered(waits: Sequence[Wait[HappenedT]], agency: str) -> list[int]:
    """Give the places of an agency's waits whose information has not come: what still waits first."""
    places = [n for n, each in enumerate(waits) if each.returned.subject == agency and each.came is None]
    return sorted(places, key=lambda n: waits[n].ended is not None)


def _asked_so(session: Session, review: Review, facts: ReturnFacts) -> Milestone | None:
    """Give the milestone of this very request, while it stands open."""
    open_ones = {agency for agency, _ in waiting(session, review)}
    return next(
        (
            each
            for each in milestones(session, review)
            if (Stage(each.stage), each.milestone) == RETURNED
            and each.subject in open_ones
            and each.facts_sha256 == fingerprint(facts)
        ),
        None,
    )


def _check(office: Office, review: Review, facts: ReturnFacts) -> None:
    problems = []
    if facts.happened_on > office.today:
        problems.append(GuidanceError("day_to_come", field="happened_on"))
    if facts.wanted_by <= facts.happened_on:
        problems.append(GuidanceError("wanted_before_asked", field="wanted_by"))
    if facts.agency in dict(waiting(office.session, review)):
        problems.append(GuidanceError("returned_already", field="agency"))
    if not agency_leads(office.session, review.board_code, facts.agency, office.today):
        problems.append(GuidanceError("agency_has_no_lead", field="agency"))
    if problems:
        raise Refused(tuple(problems))
