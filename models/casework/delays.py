"""A delay that a person accounts for: which days, to what cause, and why."""

from datetime import date
from typing import ClassVar

from models.casework.answering import enter_milestone
from models.casework.asked import FactsWithText, ShortText, asked
from models.casework.entering import AtReview, Office
from models.casework.holding import Cause
from models.casework.standing import facts as facts_of
from models.casework.standing import stand
from models.casework.understanding import check_people
from models.guidance.errors import GuidanceError, Refused
from models.guidance.route import REFERRAL
from models.guidance.stages import Stage
from models.guidance.words import Words
from models.records import DelayAttribution, Milestone, Review

ATTRIBUTED = "delay_attributed"
"""The milestone's name; like a hold it stands beside the route."""


class DelayFacts(FactsWithText):
    """Days of a review that are put down to a cause, by somebody who knows why."""

    title: ClassVar[Words] = Words(cy="Achos oedi", en="Cause of a delay")
    why: ClassVar[Words] = Words(
        cy="Dylai pob diwrnod fod ag achos, neu ddweud nad oes ganddo un.",
        en="Every day should have a cause, or say that it has none.",
    )

    cause: Cause = asked("I ba achos?", "To which cause?")
    since: date = asked("O ba ddiwrnod?", "From which day?")
    until: date = asked(
        "Tan ba ddiwrnod?",
        "Until which day?",
        more_cy="Y diwrnod cyntaf nad oedd yn oedi mwyach.",
        more_en="The first day that was no delay any more.",
    )
    reason: ShortText = asked("Sut y gwyddys hynny?", "How is that known?")


def attribute(office: Office, review: Review, facts: DelayFacts) -> Milestone:
    """Put days down to a cause; the same said twice changes nothing.

    Raises:
        Refused: the days are none, lie before the referral or have not come yet.
    """
    standing = stand(office.session, review)
    began_on = standing.last(*REFERRAL)
    problems = []
    if facts.happened_on > office.today or facts.until > office.today:
        problems.append(GuidanceError("day_to_come", field="until"))
    if facts.until <= facts.since:
        problems.append(GuidanceError("delay_ends_before_it_begins"))
    if began_on is None or facts.since < began_on:
        problems.append(GuidanceError("delay_before_the_referral"))
    if problems:
        raise Refused(tuple(problems))
    check_people(office.session, facts)
    for each in facts_of(office.session, DelayAttribution, review):
        if (each.cause, each.since, each.until) == (facts.cause, facts.since, facts.until):
            return office.session.get_one(Milestone, each.milestone_id)
    milestone = enter_milestone(
        AtReview(office, review, standing), (Stage.S07, ATTRIBUTED), facts, subject=facts.cause
    )
    office.session.add(
        DelayAttribution(
            review_id=review.key,
            milestone_id=milestone.key,
            cause=facts.cause,
            since=facts.since,
            until=facts.until,
            reason=facts.reason,
        )
    )
    office.session.flush()
    return milestone
