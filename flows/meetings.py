"""Meetings and answers by telephone, entered from Prefect's own form; everything in them is coded."""

from typing import TYPE_CHECKING

from prefect import flow

from flows.forms import coded, with_questions
from flows.hold import About
from flows.running import wake_review
from models import casework
from models.casework.meeting_forms import MeetingFacts, TelephoneFacts, carry_out, take_by_telephone
from tasks.office import desk

if TYPE_CHECKING:
    MeetingForm = About
    ReplyForm = About
else:
    MeetingForm = with_questions(About, MeetingFacts)
    ReplyForm = with_questions(About, TelephoneFacts)


@flow(name="meeting", persist_result=False)
def arrange_meeting(meeting: MeetingForm) -> None:
    """Cynllunio, symud, cadarnhau neu ganslo cyfarfod.

    Plan, move, make firm or cancel a meeting; those invited are told. Its place, its
    on-line link and unusual hours are for the command ``cpr meeting``.
    """
    facts = casework.understand(MeetingFacts, coded(MeetingFacts, meeting.model_dump(exclude={"reference"})))
    with desk() as at:
        carry_out(at, casework.review_by(at.session, meeting.reference), facts)
    wake_review(meeting.reference)


@flow(name="reply", persist_result=False)
def reply_by_telephone(reply: ReplyForm) -> None:
    """Ateb dros y ffôn i wahoddiad.

    Enter what somebody answered by telephone to their invitation.
    """
    facts = casework.understand(
        TelephoneFacts, coded(TelephoneFacts, reply.model_dump(exclude={"reference"}))
    )
    with desk() as at:
        take_by_telephone(at, casework.review_by(at.session, reply.reference), facts)
