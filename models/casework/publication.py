"""S18-S20: to Welsh Government, then to everybody, and the end of the window."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from models.casework.asked import Facts, Vocabulary, YesNo, asked
from models.casework.entering import Entering, answers
from models.casework.standing import milestones
from models.guidance.errors import GuidanceError, Refused
from models.guidance.route import FEEDBACK, PUBLICATION, REPLY, SUBMISSION, WINDOW_END
from models.guidance.words import Words
from models.records import Publication, Submission


class SubmissionFacts(Facts):
    """S18: the final report has gone to Welsh Government, which may comment and never approves."""

    title: ClassVar[Words] = Words(cy="Cyflwyno i Lywodraeth Cymru", en="Submission to Welsh Government")
    why: ClassVar[Words] = Words(
        cy="Caiff Llywodraeth Cymru a’r Bwrdd Cenedlaethol yr adroddiad cyn ei gyhoeddi. Cânt wneud sylwadau; "
        "nid ydynt yn cymeradwyo.",
        en="Welsh Government and the National Board receive the report before publication. They may comment; "
        "they do not approve.",
    )


class ReplyFacts(Facts):
    """S18: what Welsh Government answered."""

    title: ClassVar[Words] = Words(cy="Ateb Llywodraeth Cymru", en="Welsh Government’s answer")
    why: ClassVar[Words] = Words(
        cy="Cofnodir yr ateb; nid yw’r cyhoeddi’n aros amdano.",
        en="The answer is recorded; publication does not wait for it.",
    )

    further_action: Annotated[Literal["none", "inspectorates_drawn_in"], Vocabulary("further_action")] = (
        asked("A gymerir camau pellach?", "Is further action taken?")
    )


class PublicationFacts(Facts):
    """S19: cleared, the family told first, published in Welsh and in English."""

    title: ClassVar[Words] = Words(cy="Cyhoeddi", en="Publication")
    why: ClassVar[Words] = Words(
        cy="Dim cyn clirio cyfreithiol, dim cyn i’r teulu glywed, a bob amser yn Gymraeg ac yn Saesneg.",
        en="Not before legal clearance, not before the family has been told, and always in Welsh and English.",
    )

    legal_clearance_on: date = asked("Clirio cyfreithiol: ar ba ddiwrnod?", "Legal clearance: on which day?")
    family_told_on: date | None = asked(
        "Y teulu wedi clywed: ar ba ddiwrnod?",
        "Family told: on which day?",
        more_cy="Gadewch yn wag dim ond os yw’r adborth (S16) yn dweud na chlywodd y teulu, a pham.",
        more_en="Leave empty only if the feedback (S16) says that the family was not told, and why.",
        default=None,
    )
    in_welsh: YesNo = asked("A gyhoeddwyd yn Gymraeg?", "Published in Welsh?")
    in_english: YesNo = asked("A gyhoeddwyd yn Saesneg?", "Published in English?")


class WindowFacts(Facts):
    """S20: the report has been up for its time; it is kept or withdrawn."""

    title: ClassVar[Words] = Words(cy="Diwedd y cyfnod cyhoeddi", en="End of the publication window")
    why: ClassVar[Words] = Words(
        cy="Ar ôl deuddeg wythnos penderfynir cadw’r adroddiad neu ei dynnu’n ôl.",
        en="After twelve weeks the report is kept or withdrawn.",
    )

    kept: Annotated[Literal["keep", "withdraw"], Vocabulary("publication")] = asked(
        "Cadw neu dynnu’n ôl?", "Keep or withdraw?"
    )


@answers.to(SUBMISSION, SubmissionFacts)
def enter_submission(_: Entering[SubmissionFacts]) -> None:
    """Enter the submission: the milestone itself is the fact."""


@answers.to(REPLY, ReplyFacts)
def enter_reply(at: Entering[ReplyFacts]) -> None:
    """Enter what was answered."""
    at.keep(Submission(further_action=at.facts.further_action, **at.ids))


def check(facts: PublicationFacts, *, family_told: bool) -> None:
    """See that nothing is published before clearance and family, or in one language only.

    Raises:
        Refused: every problem at once.
    """
    problems = [
        GuidanceError("published_before", field=name)
        for name in ("legal_clearance_on", "family_told_on")
        if (day := getattr(facts, name)) is not None and day > facts.happened_on
    ]
    if family_told != (facts.family_told_on is not None):
        problems.append(GuidanceError("family_told_or_not", field="family_told_on"))
    if "no" in (facts.in_welsh, facts.in_english):
        problems.append(GuidanceError("published_in_one_language"))
    if problems:
        raise Refused(tuple(problems))


@answers.to(PUBLICATION, PublicationFacts)
def enter_publication(at: Entering[PublicationFacts]) -> None:
    """Enter the publication."""
    check(at.facts, family_told=_family_was_told(at))
    at.keep(
        Publication(
            legal_clearance_on=at.facts.legal_clearance_on,
            family_told_on=at.facts.family_told_on,
            **at.ids,
        )
    )


@answers.to(WINDOW_END, WindowFacts)
def enter_window(at: Entering[WindowFacts]) -> None:
    """Enter the end of the window, and whether the report is kept."""
    at.note("kept")


def _family_was_told(at: Entering[PublicationFacts]) -> bool:
    """Say what the feedback of S16 says of the family."""
    feedback = [
        each
        for each in milestones(at.session, at.review)
        if (each.stage, each.milestone) == (FEEDBACK[0], FEEDBACK[1])
    ]
    return bool(feedback) and (feedback[-1].coded or {}).get("family_told") == "yes"
