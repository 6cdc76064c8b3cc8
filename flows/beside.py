"""What comes in beside the main line, entered from Prefect's own form; the review's run is woken."""

from typing import TYPE_CHECKING

from prefect import flow
from prefect.client.schemas.objects import State

from flows.forms import with_questions
from flows.hold import About
from flows.small import entered
from models import casework
from models.casework import Office
from models.casework.family import FamilyFacts
from models.casework.panel_meetings import PanelMeetingFacts, meet_again
from models.casework.timelines import TimelineFacts
from models.guidance.route import FAMILY_CONTACT, TIMELINES
from models.records import Milestone, Review

if TYPE_CHECKING:
    TimelineForm = About
    FamilyForm = About
    PanelMeetingForm = About
else:
    TimelineForm = with_questions(About, TimelineFacts, leave_out=frozenset({"received"}))
    FamilyForm = with_questions(About, FamilyFacts)
    PanelMeetingForm = with_questions(About, PanelMeetingFacts)


@flow(name="document-received", persist_result=False)
def document_received(document: TimelineForm) -> State[None]:
    """Daeth llinell amser gan asiantaeth.

    Enter that an agency's timeline has come.
    """
    return entered(document, TimelineFacts, _timeline_came, known={"received": "yes"})


def _timeline_came(office: Office, review: Review, facts: TimelineFacts) -> Milestone:
    stage, step = TIMELINES
    action = casework.find(office.session, review, stage, milestone=step, subject=facts.agency)
    return casework.answer(office, action, facts)


@flow(name="family-contact", persist_result=False)
def family_contact(contact: FamilyForm) -> State[None]:
    """Ble mae'r cyswllt â'r teulu'n sefyll.

    Enter where contact with the family and the child stands.
    """
    return entered(contact, FamilyFacts, _contact_stands)


def _contact_stands(office: Office, review: Review, facts: FamilyFacts) -> Milestone:
    stage, step = FAMILY_CONTACT
    return casework.answer(office, casework.find(office.session, review, stage, milestone=step), facts)


@flow(name="panel-meeting", persist_result=False)
def panel_meeting(meeting: PanelMeetingForm) -> State[None]:
    """Cyfarfod pellach o'r Panel.

    Enter a further meeting of the Review Panel.
    """
    return entered(meeting, PanelMeetingFacts, meet_again)
