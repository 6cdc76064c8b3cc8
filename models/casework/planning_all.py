"""All reviews planned together: what is asked of the planner, and what of its answer is proposed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlmodel import Session, col, select

from models.casework.entering import Office
from models.casework.opening import all_reviews
from models.casework.programmes import Ahead, Proposal, ahead, key_of, latest_round, movable, problem_ahead
from models.casework.programmes.persons import minutes, span_of
from models.casework.programmes.proposing import keep
from models.casework.programmes.the_problem import furthest, latest
from models.casework.standing import lock
from models.diaries.many.beside import Starts
from models.diaries.problem import Minutes, Problem
from models.diaries.programmes import programme
from models.diaries.results import Plan
from models.guidance import route
from models.records import Invitation, Review

OCCASION = "nightly"
_STANDS = ("proposed", "chosen")

_Own = Mapping[str, set[tuple[Minutes, Minutes]]]


@dataclass(frozen=True)
class Asked:
    """What one review brings to the joint plan.

    Attributes:
        reference: which review.
        problem: its meetings; those that somebody has accepted are fixed.
        standing: when its meetings are now, as planned, else as proposed: those that have a time.
        to_come: the keys of the meetings to which nobody was invited yet.
        invited: whether people have been invited to meetings that may still move.
        own: by a person's code the times of all meetings that may move, whichever review they are of: the
            joint plan sees to those itself, so that they keep nobody from anything.
    """

    reference: str
    problem: Problem
    standing: Starts
    to_come: frozenset[str]
    invited: bool
    own: _Own = field(repr=False)


def to_plan(office: Office) -> list[Asked]:
    """Give every open review with a Panel and meetings that nobody has accepted yet, in the order of opening."""
    found = [(at, at.review) for each in all_reviews(office) if _is_to_plan(at := ahead(office, each))]
    own = _own(office.session, [at for at, _ in found])
    asked = [_asked(at, own) for at, _ in found]
    return [each for each in asked if each is not None]


def propose(office: Office, asked: Asked, plan: Plan) -> tuple[Proposal, ...]:
    """Propose a review's part of the joint plan; nothing where the review has changed since it was asked.

    Nothing is moved and nobody is invited: people choose.
    """
    review = _review(office.session, asked.reference)
    lock(office.session, review.key)
    at = ahead(office, review)
    if not _is_to_plan(at) or _asked(at, asked.own) != asked:
        return ()
    return keep(at, OCCASION, plan)


def _is_to_plan(at: Ahead) -> bool:
    panel_is_named = at.standing.times(*route.PANEL) > 0
    return panel_is_named and any(row.key not in at.accepted for row in at.rows)


def _review(session: Session, reference: str) -> Review:
    return session.exec(select(Review).where(Review.reference == reference)).one()


def _asked(at: Ahead, own: _Own) -> Asked | None:
    moving = movable(at)
    problem = problem_ahead(at, moving=moving)
    if not programme.plan(problem, programmes=1, alternatives=0).programmes:
        until = furthest(at.office.today)
        if until <= latest(at):
            return None
        problem = problem_ahead(at, last=until, moving=moving)
    return Asked(
        at.review.reference,
        _without(problem, own),
        _standing(at),
        frozenset(at.without_a_time),
        bool(moving),
        own,
    )


def _standing(at: Ahead) -> Starts:
    """Give when each meeting is: as it is planned, else as it was proposed first in the round that stands."""
    known = {key: span_of(each)[0] for key, each in at.planned.items()}
    for each in latest_round(at.office.session, at.review)[:1]:
        if each.programme.state in _STANDS:
            known = {key_of(one): minutes(one.starts_at) for one in each.meetings} | known
    return known


def _own(session: Session, found: Sequence[Ahead]) -> _Own:
    """Give by person when the meetings are that may move: the joint plan sees to those itself."""
    moving = {at.planned[key].key: span_of(at.planned[key]) for at in found for key in movable(at)}
    wanted = select(Invitation).where(col(Invitation.meeting_id).in_(moving))
    spans: dict[str, set[tuple[Minutes, Minutes]]] = {}
    for each in session.exec(wanted):
        spans.setdefault(each.person_code, set()).add(moving[each.meeting_id])
    return spans


def _without(problem: Problem, own: _Own) -> Problem:
    people = {
        code: replace(
            each, other_meetings=tuple(s for s in each.other_meetings if s not in own.get(code, ()))
        )
        for code, each in problem.people.items()
    }
    return replace(problem, people=people)
