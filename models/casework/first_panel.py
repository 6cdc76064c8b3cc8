"""S08: the first Panel meeting; with it, the dates to come and the timelines asked of the agencies."""

from datetime import date
from typing import ClassVar

from models.casework import meetings
from models.casework.asked import AgencyCode, Count, Facts, Part, asked
from models.casework.entering import Entering, answers
from models.casework.standing import facts as facts_of
from models.guidance.calendar_dates import add_months
from models.guidance.errors import GuidanceError, Refused
from models.guidance.route import FIRST_PANEL
from models.guidance.words import Words
from models.records import Attendance, DocumentRequest, SubjectFacts

TIMELINE_MONTHS = 12
"""How far before the anchor an agency's timeline reaches. Source: practice."""


class Came(Part):
    """How many people of an agency came."""

    agency: AgencyCode = asked("Asiantaeth", "Agency")
    attended: Count = asked("Faint ddaeth?", "How many came?")


class FirstPanelFacts(Facts):
    """S08: who came, and the days that were fixed."""

    title: ClassVar[Words] = Words(cy="Cyfarfod cyntaf y Panel", en="First Panel meeting")
    why: ClassVar[Words] = Words(
        cy="Pennir y dyddiadau i gyd nawr, gan weithio’n ôl o’r dyddiad cwblhau. Yn 2015 collwyd hyd at ddau "
        "fis cyn y cyfarfod hwn.",
        en="All dates are fixed now, working back from the completion date. In 2015 up to two months were "
        "lost before this meeting.",
    )

    attendance: list[Came] = asked("Pwy ddaeth?", "Who came?")
    learning_event_on: date | None = asked(
        "Diwrnod y Digwyddiad Dysgu", "Day of the Learning Event", default=None
    )
    board_meeting_on: date | None = asked(
        "Diwrnod cyfarfod y Bwrdd a fydd yn ystyried yr adroddiad",
        "Day of the Board meeting that will consider the report",
        default=None,
    )


def keep_attendance(at: Entering[Facts], attendance: list[Came]) -> None:
    """Enter who came, by agency.

    Raises:
        Refused: an agency is named twice, or nobody came.
    """
    agencies = [each.agency for each in attendance]
    if not any(each.attended for each in attendance):
        raise Refused((GuidanceError("nobody_present"),))
    if len(set(agencies)) != len(agencies):
        raise Refused((GuidanceError("named_twice", field="attendance"),))
    at.keep(*(Attendance(agency_code=each.agency, attended=each.attended, **at.ids) for each in attendance))


@answers.to(FIRST_PANEL, FirstPanelFacts)
def enter(at: Entering[FirstPanelFacts]) -> None:
    """Enter the meeting, set the dates agreed, and ask each agency for its timeline."""
    later = (at.facts.learning_event_on, at.facts.board_meeting_on)
    if any(day and day < at.facts.happened_on for day in later):
        raise Refused((GuidanceError("planned_in_the_past"),))
    keep_attendance(at, at.facts.attendance)
    meetings.held(at.office, at.review, "panel", at.facts.happened_on)
    if at.facts.learning_event_on:
        meetings.plan_day(
            at.office,
            at.review,
            "learning_event",
            at.facts.learning_event_on,
            field="learning_event_on",
            pencilled=True,
        )
    if at.facts.board_meeting_on:
        meetings.plan_day(
            at.office, at.review, "board", at.facts.board_meeting_on, field="board_meeting_on", pencilled=True
        )
    _ask_for_timelines(at)


def _ask_for_timelines(at: Entering[FirstPanelFacts]) -> None:
    children = facts_of(at.session, SubjectFacts, at.review)
    anchors = [day for each in children if (day := each.event_latest or each.identified_latest)]
    until = max(anchors, default=None)
    at.keep(
        *(
            DocumentRequest(
                review_id=at.review.key,
                agency_code=agency,
                asked_on=at.facts.happened_on,
                period_from=add_months(min(anchors), -TIMELINE_MONTHS) if anchors else None,
                period_to=until,
            )
            for agency in at.standing.agencies
        )
    )
