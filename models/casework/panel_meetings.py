"""Further Panel meetings between the first and the draft: as many as are needed, each on the record."""

from datetime import date
from typing import ClassVar

from sqlmodel import col, select

from models.casework import actions, meetings
from models.casework.answering import enter_milestone
from models.casework.asked import Facts, asked
from models.casework.entering import AtReview, Entering, Office
from models.casework.first_panel import Came, keep_attendance
from models.casework.standing import stand
from models.casework.understanding import check_people
from models.guidance.errors import GuidanceError, Refused
from models.guidance.route import FIRST_PANEL, has_ended
from models.guidance.stages import Stage
from models.guidance.words import Words
from models.records import Meeting, Milestone, Review


class PanelMeetingFacts(Facts):
    """A further meeting of the Review Panel."""

    title: ClassVar[Words] = Words(cy="Cyfarfod pellach o’r Panel", en="Further Panel meeting")
    why: ClassVar[Words] = Words(
        cy="Cyfrifir y cyfarfodydd: mae’r bylchau rhyngddynt yn un o achosion oedi.",
        en="Meetings are counted: the gaps between them are one cause of delay.",
    )

    attendance: list[Came] = asked("Pwy ddaeth?", "Who came?")


def meet_again(office: Office, review: Review, facts: PanelMeetingFacts) -> Milestone:
    """Enter a further Panel meeting; the same one entered twice changes nothing.

    Raises:
        Refused: there was no first meeting yet, the review has ended, or the day cannot be.
    """
    standing = stand(office.session, review)
    first = standing.last(*FIRST_PANEL)
    if first is None or has_ended(standing):
        raise Refused((GuidanceError("no_panel_to_meet"),))
    if not first < facts.happened_on <= office.today:
        raise Refused((GuidanceError("day_before_what_it_stands_on", field="happened_on", before=first),))
    check_people(office.session, facts)
    known = office.session.exec(
        select(Milestone).where(
            Milestone.review_id == review.id,
            Milestone.stage == Stage.S08,
            Milestone.milestone == "panel_meeting",
            Milestone.happened_on == facts.happened_on,
            col(Milestone.superseded_at).is_(None),
        )
    ).first()
    if known is not None:
        return known
    milestone = enter_milestone(AtReview(office, review, standing), (Stage.S08, "panel_meeting"), facts)
    keep_attendance(Entering(office, review, standing, milestone, facts), facts.attendance)
    number = _number(office, review, facts.happened_on)
    meetings.held(office, review, "panel", facts.happened_on, number=number)
    actions.settle(office, review)
    return milestone


def _number(office: Office, review: Review, on: date) -> int:
    """Give the number of the meeting that was planned for a day, else the next."""
    known = office.session.exec(
        select(Meeting)
        .where(Meeting.review_id == review.id, Meeting.kind == "panel")
        .order_by(col(Meeting.number))
    ).all()
    planned = [
        each.number for each in known if each.state in ("pencilled", "planned") and each.planned_on == on
    ]
    return planned[0] if planned else max((each.number for each in known), default=0) + 1
