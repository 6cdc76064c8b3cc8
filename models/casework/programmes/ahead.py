"""What of a review's programme lies ahead: which meetings are still to come, which have a time, which are accepted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from itertools import pairwise

from sqlmodel import Session, col, select

from models.casework.entering import Office
from models.casework.meetings import all_of
from models.casework.programmes.attending import Seats, Tables, Vacancy
from models.casework.standing import facts as facts_of
from models.casework.standing import next_look, open_holds, review_deadlines, stand
from models.guidance import holds, route
from models.guidance.meeting_kinds import day_of
from models.guidance.packs import MilestoneKey
from models.guidance.programme_rules import Foreseen, foreseen
from models.guidance.route import Standing
from models.guidance.stages import Stage
from models.guidance.timescales import Deadline
from models.records import (
    FamilyContact,
    Hold,
    Invitation,
    Meeting,
    ProposedMeeting,
    ProposedProgramme,
    Review,
)

FIRST_PANEL = "panel-1"
"""The one meeting of a review that can be planned before its Panel is named."""
TO_COME = ("pencilled", "planned")
_WILLING = frozenset({"offered", "accepted"})


def key_of(meeting: Meeting | ProposedMeeting) -> str:
    """Give what a planner calls a meeting."""
    return f"{meeting.kind}-{meeting.number}"


@dataclass(frozen=True)
class Ahead:
    """The part of a review's programme that is still to come, on a day.

    Attributes:
        office: the desk, with its day.
        review: which review.
        rows: the meetings still to come, in the guidance's order.
        planned: those of them that have a time, by key.
        over: the last day on which a meeting before it was, by key.
        standing: where the review stands.
        deadlines: its deadlines, by milestone.
        tables: its people.
    """

    office: Office
    review: Review
    rows: tuple[Foreseen, ...]
    planned: Mapping[str, Meeting]
    over: Mapping[str, date]
    standing: Standing
    deadlines: Mapping[MilestoneKey, Deadline]
    tables: Tables

    @cached_property
    def seats(self) -> Mapping[str, Seats]:
        """Give who each meeting needs, by key."""
        return {row.key: self.tables.seats(row.kind, self.planned.get(row.key)) for row in self.rows}

    @property
    def vacancies(self) -> tuple[Vacancy, ...]:
        """Give the places that nobody fills yet, each once."""
        return tuple(dict.fromkeys(each for key in self.seats for each in self.seats[key].vacancies))

    @property
    def without_a_time(self) -> tuple[str, ...]:
        """Give the keys of the meetings that have no time yet."""
        return tuple(row.key for row in self.rows if row.key not in self.planned)

    @property
    def complete_by(self) -> date | None:
        """Give the review's completion date; a forum has none."""
        due = self.deadlines.get(route.COMPLETE)
        return due.due if due and route.path(self.standing) == "review" else None

    @cached_property
    def accepted(self) -> frozenset[str]:
        """Give the keys of the meetings that somebody has accepted: they stay unless people move them."""
        session, planned = self.office.session, {each.key: key for key, each in self.planned.items()}
        wanted = select(Invitation.meeting_id).where(
            col(Invitation.meeting_id).in_(planned), Invitation.state == "accepted"
        )
        return frozenset(planned[each] for each in session.exec(wanted.distinct()))

    @cached_property
    def kept(self) -> Mapping[str, date]:
        """Give the days that were chosen for meetings to which nobody could be invited yet."""
        chosen = (
            select(ProposedMeeting)
            .join(ProposedProgramme, col(ProposedProgramme.id) == ProposedMeeting.programme_id)
            .where(ProposedProgramme.review_id == self.review.id, ProposedProgramme.state == "chosen")
        )
        days = {key_of(each): day_of(each.starts_at) for each in self.office.session.exec(chosen)}
        return {key: day for key, day in days.items() if key in self.without_a_time}

    @cached_property
    def _holds(self) -> Sequence[Hold]:
        return open_holds(self.office.session, self.review)

    def held_until(self, stage: Stage) -> date | None:
        """Give the day on which the last of the holds that stop a stage is looked at again."""
        session = self.office.session
        days = [next_look(session, each) for each in self._holds if stage in holds.STOPPED[each.scope]]
        return max(days, default=None)


def ahead(office: Office, review: Review, replaced: Mapping[str, str] | None = None) -> Ahead:
    """Gather what of a review's programme is still to come; nothing before a decision or after its end."""
    session, standing = office.session, stand(office.session, review)
    tables = Tables(session, review, office.today, replaced)
    lost = _lost_to_holds(office, review)
    known = {key: each for each in all_of(session, review) if (key := key_of(each)) not in lost}
    over: dict[str, date] = {}
    rows, last = [], None
    for row in _foreseen(standing):
        meeting = known.get(row.key)
        if _is_over(office, row, meeting, standing):
            last = max(filter(None, (last, _day(row, meeting, standing))), default=None)
        elif row.kind != "family" or _family_is_willing(session, review, standing):
            rows.append(row)
            if last is not None:
                over[row.key] = last
    return Ahead(
        office,
        review,
        tuple(rows),
        _in_order(rows, known),
        over,
        standing,
        _deadlines(office, review, standing, known),
        tables,
    )


def _deadlines(
    office: Office, review: Review, standing: Standing, known: Mapping[str, Meeting]
) -> dict[MilestoneKey, Deadline]:
    """Give the deadlines as they will be if meetings are when they are wished for.

    The first Panel meeting when it is planned, or as soon as people can be told; the
    Learning Event on the last working day that its own deadline allows.
    """
    first = known.get(FIRST_PANEL)
    stands = first.planned_on if first and first.state in TO_COME else None
    planned = {route.FIRST_PANEL: stands or foreseen("review")[FIRST_PANEL].not_before(office.today)}
    due = review_deadlines(office.session, review, standing, planned=planned)
    if event := due.get(route.LEARNING_EVENT):
        planned[route.LEARNING_EVENT] = event.act_by
    return review_deadlines(office.session, review, standing, planned=planned)


def _foreseen(standing: Standing) -> tuple[Foreseen, ...]:
    rows = foreseen(route.path(standing))
    if route.has_ended(standing):
        return ()
    if route.path(standing) == "review" and not standing.times(*route.PANEL):
        return (rows[FIRST_PANEL],)
    return tuple(rows.values())


def _lost_to_holds(office: Office, review: Review) -> frozenset[str]:
    """Give the keys of the meetings whose time passed while a hold stopped them: they were not held then."""
    ever = facts_of(office.session, Hold, review)
    stages = {row.key: row.stage for row in foreseen("review").values()}
    return frozenset(
        key
        for meeting in all_of(office.session, review)
        if meeting.state in TO_COME and meeting.starts_at and meeting.starts_at <= office.now
        if (stage := stages.get(key := key_of(meeting)))
        and any(_stopped(hold, stage, day_of(meeting.starts_at)) for hold in ever)
    )


def _stopped(hold: Hold, stage: Stage, on: date) -> bool:
    return (
        stage in holds.STOPPED[hold.scope]
        and hold.from_on <= on
        and (hold.ended_on is None or on < hold.ended_on)
    )


def _is_over(office: Office, row: Foreseen, meeting: Meeting | None, standing: Standing) -> bool:
    """Say whether a meeting was held, or its time has passed, or the stage that it serves is done."""
    if meeting is not None and meeting.state == "held":
        return True
    if meeting is not None and meeting.state in TO_COME and meeting.starts_at:
        return meeting.starts_at <= office.now
    return row.kind != "family" and row.due is not None and route.is_done(row.due, standing)


def _day(row: Foreseen, meeting: Meeting | None, standing: Standing) -> date | None:
    if meeting is not None and meeting.planned_on is not None:
        return meeting.planned_on
    return standing.last(*row.due) if row.due else None


def _family_is_willing(session: Session, review: Review, standing: Standing) -> bool:
    """Say whether the family is to be met: a professional is named, nobody has said no, no hold stops it."""
    contacts = facts_of(session, FamilyContact, review)
    latest = [each for each in contacts if each.milestone_id == contacts[-1].milestone_id]
    named = any(each.contact_via and each.state in _WILLING for each in latest)
    return named and Stage.S09 not in standing.held


def _in_order(rows: Sequence[Foreseen], known: Mapping[str, Meeting]) -> dict[str, Meeting]:
    """Give the meetings that have a time, in the guidance's order.

    One that people have put before what it follows stands as it is, outside the programme.
    """
    found: dict[str, Meeting] = {}
    before: Foreseen | None = None
    last = datetime.min.replace(tzinfo=UTC)
    for row in rows:
        meeting = known.get(row.key)
        if meeting is None or meeting.state not in TO_COME or meeting.starts_at is None:
            continue
        if meeting.starts_at > last or (before and may_swap(before, row)):
            found[row.key], before, last = meeting, row, max(last, meeting.starts_at)
    return found


def may_swap(one: Foreseen, after: Foreseen) -> bool:
    """Say whether two meetings may be in either order: those of which the guidance says so, and no others."""
    pairs = pairwise(foreseen("review").values())
    return any(one.either_order and (one, after) == pair for pair in pairs)
