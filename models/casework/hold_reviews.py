"""Looking at a hold again: it goes on until a new day, or it ends; every look stays on record."""

from datetime import date
from typing import ClassVar

from sqlmodel import Session, col, func, select

from models.casework import actions, programmes
from models.casework.answering import answer, stands_already
from models.casework.asked import Facts, YesNo, asked
from models.casework.deciding_holds import problem_with_who_decides
from models.casework.entering import AtReview, Entering, Office, answers
from models.casework.holding import Cause, Scope, close, problem_with_its_end, the_one
from models.casework.standing import lock
from models.guidance.errors import GuidanceError, Refused
from models.guidance.holds import subject_of
from models.guidance.route import HOLD_REVIEW, RELEASED
from models.guidance.words import Words
from models.records import Action, Hold, HoldReview, Milestone, Review


class HoldReviewFacts(Facts):
    """A look at a hold that stands."""

    title: ClassVar[Words] = Words(cy="Edrych eto ar yr ataliad", en="Look at the hold again")
    why: ClassVar[Words] = Words(
        cy="Ni chaiff ataliad ei anghofio: mae’n parhau tan ddiwrnod newydd, neu’n dod i ben.",
        en="No hold is forgotten: it goes on until a new day, or it ends.",
    )

    scope: Scope = asked("Edrychwyd ar ba ataliad?", "Which hold was looked at?")
    cause: Cause | None = asked(
        "Os oes sawl ataliad o’r un cwmpas: am ba reswm?",
        "If several holds have this scope: for which cause?",
        default=None,
    )
    goes_on: YesNo = asked("A yw’n parhau?", "Does it go on?")
    review_on: date | None = asked(
        "Os yw: ar ba ddiwrnod yr edrychir eto?",
        "If it does: on which day is it looked at again?",
        default=None,
    )

    @property
    def hold(self) -> str:
        """Name the hold as its action does."""
        return subject_of(self.scope, self.cause or "")


def look_again(office: Office, review: Review, facts: HoldReviewFacts) -> Milestone:
    """Enter what came of a look at a hold. The same look entered twice changes nothing.

    Raises:
        Refused: no such hold stands, or several do; the next day is missing or too early;
            no Chair decided it.
        AlreadyAnswered: another answer stands.
    """
    if facts.cause is None:
        row = the_one(office.session, review, facts.scope, None)
        facts = facts.model_copy(update={"cause": row.cause})
    actions.settle(office, review)  # a hold from before looks were asked for has no action yet
    stage, milestone = HOLD_REVIEW
    action = actions.find(office.session, review, stage, milestone=milestone, subject=facts.hold)
    if stands_already(office.session, review, action, facts.model_dump(mode="json", exclude_none=True)):
        action = actions.answered_last(office.session, review, HOLD_REVIEW, facts.hold)
    return answer(office, action, facts)


def ask_each_morning(office: Office) -> int:
    """See that each hold that stands is asked about, and give how many were not.

    Those from before looks were asked for had nobody to ask; twice a day changes nothing.
    """
    before = _asked(office.session)
    held = select(Hold.review_id).where(col(Hold.ended_on).is_(None)).distinct()
    for review in sorted(office.session.exec(held)):
        actions.settle(office, lock(office.session, review))
    return _asked(office.session) - before


def _asked(session: Session) -> int:
    stage, milestone = HOLD_REVIEW
    waiting = select(func.count()).select_from(Action).where(Action.stage == stage)
    return session.exec(waiting.where(Action.milestone == milestone, Action.state == "open")).one()


@answers.to(
    HOLD_REVIEW,
    HoldReviewFacts,
    subject="hold",
    becomes=lambda facts: HOLD_REVIEW if facts.goes_on == "yes" else RELEASED,
)
def enter(at: Entering[HoldReviewFacts]) -> None:
    """Enter the next day of a hold that goes on, or its end."""
    facts, row = at.facts, the_one(at.session, at.review, at.facts.scope, at.facts.cause)
    if problems := [each for each in _problems_with(at, row) if each]:
        raise Refused(tuple(problems))
    if facts.review_on is not None and facts.goes_on == "yes":
        at.keep(HoldReview(hold_id=row.key, review_on=facts.review_on, **at.ids))
        return
    close(AtReview(at.office, at.review, at.standing), row, at.milestone)
    programmes.resume_at_once(at.office, at.review)


def _problems_with(at: Entering[HoldReviewFacts], row: Hold) -> list[GuidanceError | None]:
    decided = problem_with_who_decides(at.session, at.review, at.facts)
    if at.facts.goes_on == "no":
        return [decided, problem_with_its_end(at.office, row, at.facts)]
    return [decided, _problem_with_the_days(at, row)]


def _problem_with_the_days(at: Entering[HoldReviewFacts], row: Hold) -> GuidanceError | None:
    looked_on, next_on = at.facts.happened_on, at.facts.review_on
    if looked_on < row.from_on:
        return GuidanceError("hold_looked_at_before_it_begins", field="happened_on", began=row.from_on)
    if next_on is None:
        return GuidanceError("hold_goes_on_without_a_day")
    return None if next_on > looked_on else GuidanceError("hold_next_look_too_early")
