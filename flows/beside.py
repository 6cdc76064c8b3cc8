"""What comes in beside the main line, entered from Prefect's own form; the review's run is woken."""

from typing import TYPE_CHECKING

from prefect import flow

from flows.forms import coded, with_questions
from flows.hold import About
from flows.running import wake_review
from models import casework
from models.casework.asked import Facts
from models.casework.family import FamilyFacts
from models.casework.panel_meetings import PanelMeetingFacts, meet_again
from models.casework.timelines import TimelineFacts
from models.guidance.packs import MilestoneKey
from models.guidance.route import FAMILY_CONTACT, TIMELINES
from tasks.office import desk

if TYPE_CHECKING:
    TimelineForm = About
    FamilyForm = About
    PanelMeetingForm = About
else:
    TimelineForm = with_questions(About, TimelineFacts, leave_out=frozenset({"received"}))
    FamilyForm = with_questions(About, FamilyFacts)
    PanelMeetingForm = with_questions(About, PanelMeetingFacts)


def _understood(form: About, facts: type[Facts], **more: str) -> Facts:
    return casework.understand(facts, {**coded(facts, form.model_dump(exclude={"reference"})), **more})


def _answer(reference: str, step: MilestoneKey, facts: Facts, *, subject: str | None = None) -> None:
    with desk() as at:
        review = casework.review_by(at.session, reference)
        action = casework.find(at.session, review, step[0], milestone=step[1], subject=subject)
        casework.answer(at, action, facts)
    wake_review(reference)


@flow(name="document-received", persist_result=False)
def document_received(document: TimelineForm) -> None:
    """Daeth llinell amser gan asiantaeth.

    Enter that an agency's timeline has come.
    """
    facts = _understood(document, TimelineFacts, received="yes")
    _answer(document.reference, TIMELINES, facts, subject=getattr(facts, "agency", None))


@flow(name="family-contact", persist_result=False)
def family_contact(contact: FamilyForm) -> None:
    """Ble mae'r cyswllt â'r teulu'n sefyll.

    Enter where contact with the family and the child stands.
    """
    _answer(contact.reference, FAMILY_CONTACT, _understood(contact, FamilyFacts))


@flow(name="panel-meeting", persist_result=False)
def panel_meeting(meeting: PanelMeetingForm) -> None:
    """Cyfarfod pellach o'r Panel.

    Enter a further meeting of the Review Panel.
    """
    facts = casework.understand(
        PanelMeetingFacts, coded(PanelMeetingFacts, meeting.model_dump(exclude={"reference"}))
    )
    with desk() as at:
        review = casework.review_by(at.session, meeting.reference)
        meet_again(at, casework.lock(at.session, review.key), facts)
    wake_review(meeting.reference)
