"""S03: the Group's recommendation, beside what the criteria point to."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from sqlmodel import Session, select

from models.casework.asked import AgencyCode, FactsWithText, OutcomeCode, ShortText, asked
from models.casework.entering import Entering, answers
from models.casework.standing import facts as facts_of
from models.guidance import criteria
from models.guidance.calendar_dates import ImpreciseDate
from models.guidance.errors import GuidanceError, Refused
from models.guidance.route import RECOMMENDATION
from models.guidance.words import Words
from models.records import Recommendation, Review, StatusPeriod, SubjectFacts, Vote


class RecommendationFacts(FactsWithText):
    """S03: what the Group recommends, who was present, who saw it otherwise, and why."""

    title: ClassVar[Words] = Words(cy="Argymhelliad y Grŵp Adolygu Ymarfer Plant", en="CPRG recommendation")
    why: ClassVar[Words] = Words(
        cy="Y Grŵp sy’n argymell; Cadeirydd y Bwrdd sy’n penderfynu. Cedwir barn pob asiantaeth.",
        en="The Group recommends; the Chair of the Board decides. Each agency’s view is kept.",
    )

    outcome: OutcomeCode = asked("Beth mae’r Grŵp yn ei argymell?", "What does the Group recommend?")
    present: list[AgencyCode] = asked("Pa asiantaethau oedd yn bresennol?", "Which agencies were present?")
    dissenting: list[AgencyCode] = asked(
        "Pa rai oedd o farn wahanol?", "Which of them saw it otherwise?", default=[]
    )
    rationale: ShortText = asked(
        "Y rhesymeg yn erbyn y meini prawf",
        "Rationale against the criteria",
        more_cy="Hyd at 500 nod; dim enw, cyfeiriad na hanes.",
        more_en="Up to 500 characters; no name, address or story.",
    )


def known(session: Session, review: Review) -> dict[str, Any]:
    """Give what is on record about the children, as the decision table reads it."""
    latest = {each.number: each for each in facts_of(session, SubjectFacts, review)}
    return {"pack": review.pack, "subjects": [_subject(session, latest[n]) for n in sorted(latest)]}


def _subject(session: Session, row: SubjectFacts) -> dict[str, Any]:
    periods = session.exec(select(StatusPeriod).where(StatusPeriod.subject_facts_id == row.id)).all()
    return subject_known(row, periods)


def subject_known(row: SubjectFacts, periods: Sequence[StatusPeriod]) -> dict[str, Any]:
    """Give what is on record about one child, as the decision table reads it; *periods* are the child's."""
    register = [_period(each) for each in periods if each.kind == "register"]
    looked_after = [{**_period(each), "status": each.kind} for each in periods if each.kind != "register"]
    return {
        "harm": row.harm,
        "event_on": _written(row.event_earliest, row.event_latest),
        "identified_on": _written(row.identified_earliest, row.identified_latest),
        "abuse_or_neglect": row.abuse_or_neglect,
        "in_area": row.in_area,
        "under_18_at_event": row.under_18_at_event,
        "known_to_services": row.known_to_services,
        "learning_identified": row.learning_identified,
        "prognosis_awaited": row.prognosis_awaited,
        "register": register if row.register_known else "not_known",
        "looked_after": looked_after if row.looked_after_known else "not_known",
    }


def _period(row: StatusPeriod) -> dict[str, str | None]:
    return {
        "from": _written(row.since_earliest, row.since_latest),
        "to": _written(row.until_earliest, row.until_latest),
    }


def _written(earliest: date | None, latest: date | None) -> str | None:
    return str(ImpreciseDate(earliest, latest)) if earliest and latest else None


def advice(session: Session, review: Review) -> criteria.Advice:
    """Ask the decision table about what is on record."""
    return criteria.decide(criteria.facts_from(known(session, review)))


@answers.to(RECOMMENDATION, RecommendationFacts)
def enter(at: Entering[RecommendationFacts]) -> None:
    """Enter the recommendation with each agency's view; unanimous or majority follows from these."""
    strangers = set(at.facts.dissenting) - set(at.facts.present)
    if not at.facts.present or strangers:
        raise Refused((GuidanceError("dissenting_not_present" if strangers else "nobody_present"),))
    row = Recommendation(
        outcome=at.facts.outcome,
        advice=advice(at.session, at.review).outcome,
        rationale=at.facts.rationale,
        **at.ids,
    )
    at.keep(row)
    at.keep(
        *(
            Vote(recommendation_id=row.key, agency_code=agency, agrees=agency not in at.facts.dissenting)
            for agency in sorted(set(at.facts.present))
        )
    )


def latest(session: Session, review: Review) -> Recommendation:
    """Give the recommendation that the next decision is about."""
    return facts_of(session, Recommendation, review)[-1]


def unanimous(session: Session, recommendation: Recommendation) -> bool:
    """Say whether every agency present agreed (R34)."""
    votes = session.exec(select(Vote).where(Vote.recommendation_id == recommendation.id)).all()
    return all(vote.agrees for vote in votes)
