"""S09 and S16: the family and the child, told, invited, heard, and told what came of it."""

from typing import Annotated, ClassVar, Literal

from models.casework.asked import Facts, FactsWithText, PersonCode, ShortText, Vocabulary, YesNo, asked
from models.casework.entering import Entering, answers
from models.guidance.errors import GuidanceError, Refused
from models.guidance.route import FAMILY_CONTACT, FEEDBACK
from models.guidance.words import Words
from models.records import FamilyContact

ContactState = Annotated[
    Literal["offered", "accepted", "declined", "embargoed", "not_appropriate"],
    Vocabulary("family_contact"),
]


class FamilyFacts(Facts):
    """S09: where contact stands, for the family and for the child; held by a named professional."""

    title: ClassVar[Words] = Words(cy="Cyswllt â’r teulu", en="Contact with the family")
    why: ClassVar[Words] = Words(
        cy="Mae barn y teulu’n bwydo’r Digwyddiad Dysgu. Nid oes enw na manylion cyswllt yn cael eu cadw yma.",
        en="The family’s views feed the Learning Event. No name or contact detail is kept here.",
    )

    state: ContactState = asked(
        "Ble mae’r cyswllt â’r teulu’n sefyll?", "Where does contact with the family stand?"
    )
    child_state: ContactState = asked("A’r cyswllt â’r plentyn?", "And contact with the child?")
    language: Annotated[Literal["cy", "en", "other", "unknown"], Vocabulary("language")] = asked(
        "Ym mha iaith y mae’r teulu am siarad?", "In which language does the family want to speak?"
    )
    contact_via: PersonCode | None = asked(
        "Drwy ba weithiwr proffesiynol y cysylltir (cod)?",
        "Through which professional is contact made (code)?",
        default=None,
    )


class FeedbackFacts(FactsWithText):
    """S16: the family and the practitioners are told what came of it, before anybody else reads it."""

    title: ClassVar[Words] = Words(
        cy="Adborth i’r teulu a’r ymarferwyr", en="Feedback to family and practitioners"
    )
    why: ClassVar[Words] = Words(
        cy="Ni chyhoeddir dim cyn i’r teulu glywed.", en="Nothing is published before the family has heard."
    )

    family_told: YesNo = asked("A yw’r teulu wedi clywed?", "Has the family been told?")
    practitioners_told: YesNo = asked("A yw’r ymarferwyr wedi clywed?", "Have the practitioners been told?")
    reason: ShortText | None = asked("Os nad yw: pam?", "If not: why not?", default=None)


@answers.to(FAMILY_CONTACT, FamilyFacts, while_held=lambda facts: facts.state == "embargoed")
def enter_contact(at: Entering[FamilyFacts]) -> None:
    """Enter where contact stands; it is never left blank (R83)."""
    if at.facts.state in ("offered", "accepted") and at.facts.contact_via is None:
        raise Refused((GuidanceError("contact_needs_a_professional"),))
    for party, state in (("family", at.facts.state), ("child", at.facts.child_state)):
        at.keep(
            FamilyContact(
                party=party,
                state=state,
                language=at.facts.language,
                contact_via=at.facts.contact_via,
                **at.ids,
            )
        )


@answers.to(FEEDBACK, FeedbackFacts)
def enter_feedback(at: Entering[FeedbackFacts]) -> None:
    """Enter that they were told, or why not."""
    if "no" in (at.facts.family_told, at.facts.practitioners_told) and not at.facts.reason:
        raise Refused((GuidanceError("feedback_needs_a_reason"),))
    at.note("family_told", "practitioners_told", reason=at.facts.reason)
