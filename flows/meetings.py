"""Meetings and answers by telephone, entered from Prefect's own form; everything in them is coded."""

from typing import TYPE_CHECKING

from prefect import flow
from prefect.client.schemas.objects import State

from flows.forms import with_questions
from flows.hold import About
from flows.small import entered
from models.casework.meeting_forms import MeetingFacts, TelephoneFacts, carry_out, take_by_telephone

if TYPE_CHECKING:
    MeetingForm = About
    ReplyForm = About
else:
    MeetingForm = with_questions(About, MeetingFacts)
    ReplyForm = with_questions(About, TelephoneFacts)


@flow(name="meeting", persist_result=False)
def arrange_meeting(meeting: MeetingForm) -> State[None]:
    """Cynllunio, symud, cadarnhau neu ganslo cyfarfod.

    Plan, move, make firm or cancel a meeting; those invited are told. Its place, its
    on-line link and unusual hours are for the command ``cpr meeting``.
    """
    return entered(meeting, MeetingFacts, carry_out)


@flow(name="reply", persist_result=False)
def reply_by_telephone(reply: ReplyForm) -> State[None]:
    """Ateb dros y ffôn i wahoddiad.

    Enter what somebody answered by telephone to their invitation.
    """
    # No step of a review waits for who comes: woken, its run would only show a new form for the one it shows.
    return entered(reply, TelephoneFacts, take_by_telephone, wakes=False)
