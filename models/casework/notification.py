"""S05: Welsh Government is told, whatever was decided."""

from typing import ClassVar

from models.casework import recommendation
from models.casework.asked import FactsWithText, ShortText, asked
from models.casework.entering import Entering, answers
from models.casework.standing import facts as facts_of
from models.guidance.route import NOTIFICATION
from models.guidance.words import Words
from models.records import Decision, Notification


class NotificationFacts(FactsWithText):
    """S05: the outline of issues; type, votes and rationale stand on the record already."""

    title: ClassVar[Words] = Words(cy="Hysbysiad i Lywodraeth Cymru", en="Notification to Welsh Government")
    why: ClassVar[Words] = Words(
        cy="Hysbysir pob penderfyniad, hefyd y rhai i beidio ag adolygu. Yn 2015 nid oedd gan hanner yr "
        "hysbysiadau resymeg glir.",
        en="Every decision is notified, those not to review too. In 2015 half of the notifications had no "
        "clear rationale.",
    )

    outline: ShortText = asked(
        "Amlinelliad o’r materion",
        "Outline of the issues",
        more_cy="Hyd at 500 nod; dim enw, cyfeiriad na hanes.",
        more_en="Up to 500 characters; no name, address or story.",
    )


@answers.to(NOTIFICATION, NotificationFacts)
def enter(at: Entering[NotificationFacts]) -> None:
    """Enter what was notified; how the Group voted is derived, so it cannot contradict the votes."""
    recommended = recommendation.latest(at.session, at.review)
    at.keep(
        Notification(
            outcome=facts_of(at.session, Decision, at.review)[-1].outcome,
            unanimous=recommendation.unanimous(at.session, recommended),
            rationale=recommended.rationale,
            outline=at.facts.outline,
            **at.ids,
        )
    )
