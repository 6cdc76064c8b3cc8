"""What the forms about meetings ask: codes and dates alone, for a flow's parameters are kept."""

from datetime import date
from typing import Annotated, Literal

from models.casework import arranging, invitations, meetings
from models.casework.arranging import Wanted
from models.casework.asked import Part, PersonCode, Vocabulary, asked
from models.casework.entering import Office
from models.casework.invitations import Said
from models.casework.invited import is_over
from models.casework.understanding import check_people
from models.guidance.errors import GuidanceError, Refused
from models.records import Review

Kind = Annotated[Literal["panel", "family", "learning_event", "board", "forum"], Vocabulary("meeting")]
_Reason = Annotated[
    Literal[
        "diary",
        "leave",
        "sickness",
        "left_post",
        "disciplinary_advice",
        "police_advice",
        "affected_by_the_case",
        "other",
    ],
    Vocabulary("reply_reason"),
]


class _AboutMeeting(Part):
    kind: Kind = asked("Pa gyfarfod?", "Which meeting?")
    number: int = asked("Pa un o’i fath?", "Which of its kind?", default=1, ge=1, le=99)


class MeetingFacts(_AboutMeeting):
    """What is to become of a meeting."""

    step: Annotated[Literal["plan", "pencil", "firm", "cancel"], Vocabulary("meeting_step")] = asked(
        "Beth sydd i’w wneud?", "What is to be done?"
    )
    on: date | None = asked(
        "Ar ba ddiwrnod?",
        "On which day?",
        more_cy="Wrth gynllunio neu symud. Yr oriau yw’r rhai sy’n sefyll, neu’r rhai arferol. Rhowch y lle, y "
        "ddolen ar-lein neu oriau eraill gyda `cpr meeting move`: ni chedwir testun rhydd yma.",
        more_en="To plan or move. The hours are those that stand, or the usual ones. Give the place, the on-line "
        "link or other hours with `cpr meeting move`: no free text is kept here.",
        default=None,
    )


class TelephoneFacts(_AboutMeeting):
    """What somebody answered by telephone to their invitation."""

    person: PersonCode = asked("Pwy atebodd? (cod)", "Who answered? (code)")
    answer: Annotated[
        Literal["accepted", "tentative", "declined", "delegated"], Vocabulary("invitation_answer")
    ] = asked("Beth oedd yr ateb?", "What was the answer?")
    reason: _Reason | None = asked("Os na: pam?", "If not: why?", default=None)
    deputy: PersonCode | None = asked(
        "Y dirprwy (cod), os yw’n wahanol i’r un ar y rhestr",
        "The deputy (code), if another than the one on the list",
        default=None,
    )


def carry_out(office: Office, review: Review, facts: MeetingFacts) -> None:
    """Plan, move, make firm or cancel a meeting.

    Raises:
        GuidanceError: it cannot be done; nothing is changed then.
    """
    if facts.step in ("plan", "pencil"):
        if facts.on is None:
            raise Refused((GuidanceError("field_missing", field="on"),))
        pencilled = True if facts.step == "pencil" else None
        arranging.arrange(office, review, Wanted(facts.kind, facts.number, facts.on, pencilled=pencilled))
        return
    meeting = arranging.named(office.session, review, facts.kind, facts.number)
    (meetings.firm if facts.step == "firm" else meetings.cancel)(office, meeting)


def take_by_telephone(office: Office, review: Review, facts: TelephoneFacts) -> str:
    """Take an answer that somebody gave by telephone; gives what came of it.

    Raises:
        GuidanceError: they are not invited, the meeting is over, or the deputy cannot be sent.
    """
    check_people(office.session, facts)
    invitation = arranging.invitation(office.session, review, facts.kind, facts.number, facts.person)
    if is_over(office, arranging.named(office.session, review, facts.kind, facts.number)):
        raise GuidanceError("meeting_is_over")
    said = Said(facts.answer, "telephone", reason=facts.reason, deputy=facts.deputy)
    return invitations.take(office, invitation, said)
