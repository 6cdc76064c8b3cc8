"""A programme planned again when something has happened: only what must move does, and people decide."""

from collections import Counter

from sqlmodel import col, select

from models.casework.entering import Office
from models.casework.programmes.ahead import Ahead, ahead, key_of
from models.casework.programmes.persons import span_of
from models.casework.programmes.proposing import Proposal, chosen, keep
from models.casework.programmes.the_problem import furthest, latest, problem_ahead
from models.casework.standing import lock
from models.diaries.meetings.attendance import placed
from models.diaries.programmes import replanning as planner_of
from models.diaries.results import Plan
from models.guidance.errors import GuidanceError
from models.guidance.meeting_kinds import day_of
from models.records import Invitation, Review


def replan(
    office: Office, review: Review, occasion: str, *, moved: frozenset[str] = frozenset()
) -> tuple[Proposal, ...]:
    """Plan the meetings that have a time again, and propose what would change; nothing is moved by this.

    What must move is what a hold now stops, whose quorum is lost, or to which somebody
    without whom it should not be cannot come; and what people want *moved*. Whatever
    somebody has accepted stays, unless it must move. Of all that may be, those programmes
    are proposed in which the fewest meetings move.

    Gives what is proposed now; nothing where all can stay as it is.

    Args:
        office: the desk.
        review: whose programme.
        occasion: one of `models.records.diaries.OCCASIONS`.
        moved: keys of meetings that people want moved.

    Raises:
        GuidanceError: ``meeting_not_to_be_moved``: one of those has no time, or is over.
    """
    lock(office.session, review.key)
    at = ahead(office, review)
    if unknown := sorted(moved - set(at.planned)):
        raise GuidanceError(
            "meeting_not_to_be_moved", meetings=", ".join(unknown), known=", ".join(at.planned)
        )
    must_move = moved | must_be_moved(at)
    if not must_move:
        return ()
    return keep(at, occasion, _planned(at, must_move))


def movable(at: Ahead) -> frozenset[str]:
    """Give the keys of the meetings that have a time which nobody has accepted."""
    return frozenset(at.planned) - at.accepted


def must_be_moved(at: Ahead) -> frozenset[str]:
    """Give the keys of the meetings that cannot stay: held, refused, or without somebody they need."""
    held = frozenset(key for key in at.planned if _is_held(at, key))
    return held | _refused(at) | _without_the_needed(at)


def _refused(at: Ahead) -> frozenset[str]:
    """Give the meetings whose quorum is lost because somebody said no to their time.

    Where somebody was taken out another time would not bring them back.
    """
    lost = {each.key: key for key, each in at.planned.items() if each.new_date_asked_on is not None}
    wanted = select(Invitation.meeting_id).where(
        col(Invitation.meeting_id).in_(lost), col(Invitation.state).in_(("declined", "delegated"))
    )
    return frozenset(lost[each] for each in at.office.session.exec(wanted))


def _is_held(at: Ahead, key: str) -> bool:
    stage = next(row.stage for row in at.rows if row.key == key)
    until, starts_at = at.held_until(stage), at.planned[key].starts_at
    return until is not None and starts_at is not None and day_of(starts_at) < until


def _without_the_needed(at: Ahead) -> frozenset[str]:
    """Give the meetings that lack more required people than was known when they were chosen."""
    problem, known = problem_ahead(at), _known_to_lack(at)
    lacking = {
        each.key: placed(problem, each, each.fixed).cost.required
        for each in problem.meetings
        if each.fixed is not None
    }
    return frozenset(key for key, people in lacking.items() if people > known[key])


def _known_to_lack(at: Ahead) -> Counter[str]:
    proposal = chosen(at.office.session, at.review)
    return Counter(
        key_of(each)
        for each in (proposal.meetings if proposal else ())
        for row in each.absent
        if row["part"] == "required" and row["stands_in"] is None and row["cause"] != "unknown"
    )


def _planned(at: Ahead, must_move: frozenset[str]) -> Plan:
    standing = {key: span_of(meeting)[0] for key, meeting in at.planned.items()}
    moving = must_move | _in_good_time(at)
    plan = planner_of.replan(problem_ahead(at, moving=moving), standing, must_move)
    until = furthest(at.office.today)
    if plan.programmes or until <= latest(at):
        return plan
    return planner_of.replan(problem_ahead(at, last=until, moving=moving), standing, must_move)


def _in_good_time(at: Ahead) -> frozenset[str]:
    """Give the meetings that may be moved: nobody has accepted them, and they are not about to be held."""
    first = {each.key: each.earliest for each in problem_ahead(at).meetings}
    return frozenset(
        key for key in movable(at) if (on := at.planned[key].planned_on) is not None and on >= first[key]
    )
