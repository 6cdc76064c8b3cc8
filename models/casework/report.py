"""S14, S15 and S17: the draft, what the Board said of it, and the finished report."""

from typing import Annotated, Any, ClassVar, Literal

from models.casework import meetings
from models.casework.asked import Count, Facts, Fingerprint, Vocabulary, YesNo, asked
from models.casework.entering import Entering, answers
from models.guidance.errors import GuidanceError, Refused
from models.guidance.packs import MilestoneKey
from models.guidance.provenance import Provenance, Source
from models.guidance.route import COMPLETE, DRAFT, RETURNED, SIGN_OFF
from models.guidance.words import Words
from models.records import ReportVersion, SignOff

_TOGETHER = Source("SI 2015/1466 (W. 160)", Provenance.STATUTE)


class Documents(Facts):
    """Fingerprints of the two documents; the documents themselves are kept elsewhere."""

    report: Fingerprint | None = asked(
        "Ôl bys yr adroddiad",
        "Fingerprint of the report",
        more_cy="SHA-256 y ffeil, os ydych yn ei gadw; nid oes cynnwys yn cael ei gadw yma.",
        more_en="The file’s SHA-256, if you keep one; no content is kept here.",
        default=None,
    )
    action_plan: Fingerprint | None = asked(
        "Ôl bys y cynllun gweithredu", "Fingerprint of the action plan", default=None
    )


class DraftFacts(Documents):
    """S14: the draft report and its outline action plan, together."""

    title: ClassVar[Words] = Words(
        cy="Adroddiad drafft gyda chynllun gweithredu amlinellol", en="Draft report with outline action plan"
    )
    why: ClassVar[Words] = Words(
        cy="Daw’r adroddiad a’r cynllun gweithredu amlinellol gyda’i gilydd.",
        en="The report and its outline action plan come together.",
    )

    with_outline_plan: YesNo = asked(
        "A yw’r cynllun gweithredu amlinellol gydag ef?", "Is the outline action plan with it?"
    )


class SignOffFacts(Facts):
    """S15: the Board signs off, or returns the draft with comments."""

    title: ClassVar[Words] = Words(cy="Ystyriaeth y Bwrdd", en="Board consideration")
    why: ClassVar[Words] = Words(
        cy="Cadeirydd y Panel sy’n cyflwyno; mae’r Bwrdd yn herio, yn gwneud sylwadau ac yn cymeradwyo. Os nad "
        "oes cyfarfod mewn pryd, gellir cymeradwyo drwy ohebiaeth.",
        en="The Panel Chair presents; the Board challenges, comments and signs off. If no Board meets in time, "
        "sign-off may be by correspondence.",
    )

    outcome: Annotated[Literal["signed_off", "returned"], Vocabulary("sign_off")] = asked(
        "Beth ddywedodd y Bwrdd?", "What did the Board say?"
    )
    by_correspondence: YesNo = asked("Drwy ohebiaeth?", "By correspondence?", default="no")
    comments: Count = asked("Faint o sylwadau?", "How many comments?", default=0)


class CompleteFacts(Documents):
    """S17: the report and the action plan in their final form."""

    title: ClassVar[Words] = Words(cy="Adolygiad wedi’i gwblhau", en="Review complete")
    why: ClassVar[Words] = Words(
        cy="Chwe mis y mae’r canllawiau’n eu disgwyl; deuddeg oedd y cymedr yn 2015.",
        en="The guidance expects six months; the mean in 2015 was twelve.",
    )


def _keep_versions(at: Entering[Any], state: str) -> None:
    for document in ("report", "action_plan"):
        sha256 = getattr(at.facts, document)
        at.keep(ReportVersion(document=document, state=state, sha256=sha256, **at.ids))


@answers.to(DRAFT, DraftFacts)
def enter_draft(at: Entering[DraftFacts]) -> None:
    """Enter the drafts; a report without its outline action plan is not a draft."""
    if at.facts.with_outline_plan == "no":
        raise Refused((GuidanceError("report_without_plan", _TOGETHER),))
    _keep_versions(at, "draft")


def _signed_or_returned(facts: SignOffFacts) -> MilestoneKey:
    return SIGN_OFF if facts.outcome == "signed_off" else RETURNED


@answers.to(SIGN_OFF, SignOffFacts, becomes=_signed_or_returned)
def enter_sign_off(at: Entering[SignOffFacts]) -> None:
    """Enter what the Board said: returned, another draft is asked for."""
    at.keep(
        SignOff(
            outcome=at.facts.outcome,
            by_correspondence=at.facts.by_correspondence == "yes",
            comments=at.facts.comments,
            **at.ids,
        )
    )
    if at.facts.by_correspondence == "no" and at.facts.outcome == "signed_off":
        meetings.held(at.office, at.review, "board", at.facts.happened_on)


@answers.to(COMPLETE, CompleteFacts)
def enter_complete(at: Entering[CompleteFacts]) -> None:
    """Enter the final documents."""
    _keep_versions(at, "final")
