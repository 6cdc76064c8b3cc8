"""S05: Welsh Government is told, whatever was decided."""

from typing import ClassVar

from models.casework import recommendation
from models.casework.asked import FactsWithText, ShortText, YesNo, asked
from models.casework.entering import Entering, answers
from models.casework.notification.sending import send
from models.casework.standing import facts as facts_of
from models.guidance.errors import GuidanceError, Refused
from models.guidance.route import NOTIFICATION
from models.guidance.words import Words
from models.records import Decision, Notification

_MORE = {
    "more_cy": "Mewn brawddeg neu ddwy, hyd at 500 nod; dim enw, cyfeiriad na hanes.",
    "more_en": "In a sentence or two, up to 500 characters; no name, address or story.",
}


class NotificationFacts(FactsWithText):
    """S05: why each limb, and the outline of issues; type and votes stand on the record already."""

    title: ClassVar[Words] = Words(cy="Hysbysiad i Lywodraeth Cymru", en="Notification to Welsh Government")
    why: ClassVar[Words] = Words(
        cy="Hysbysir pob penderfyniad, hefyd y rhai i beidio ag adolygu. Yn 2015 nid oedd gan hanner yr "
        "hysbysiadau resymeg glir.",
        en="Every decision is notified, those not to review too. In 2015 half of the notifications had no "
        "clear rationale.",
    )

    rationale_abuse: ShortText | None = asked(
        "Cam-drin neu esgeulustod: pam y mae’n hysbys neu’n cael ei amau?",
        "Abuse or neglect: why is it known or suspected?",
        default=None,
        **_MORE,
    )
    rationale_harm: ShortText | None = asked(
        "Y niwed: pam y mae’n bodloni’r meini prawf?",
        "The harm: why does it meet the criteria?",
        default=None,
        **_MORE,
    )
    rationale_window: ShortText | None = asked(
        "Y chwe mis: pam adolygiad cryno, neu estynedig?",
        "The six months: why a concise review, or an extended one?",
        default=None,
        **_MORE,
    )
    rationale_not_met: ShortText | None = asked(
        "Os nad oes adolygiad: pam nad yw’r meini prawf wedi’u bodloni?",
        "If there is no review: why are the criteria not met?",
        default=None,
        **_MORE,
    )
    outline: ShortText = asked(
        "Amlinelliad o’r materion",
        "Outline of the issues",
        more_cy="Hyd at 500 nod; dim enw, cyfeiriad na hanes.",
        more_en="Up to 500 characters; no name, address or story.",
    )
    scan_confirmed: YesNo = asked(
        "A ydych wedi darllen pob testun, ac yn cadarnhau nad yw’n adnabod unrhyw blentyn na pherthynas?",
        "Have you read every text, and do you confirm that it identifies no child and no relative?",
        more_cy="Anfonir y testunau hyn drwy’r post. Rhybudd yn unig yw’r chwiliad am ddynodwyr: person sy’n cadarnhau.",
        more_en="These texts are mailed. The scan for identifiers is only a warning: a person confirms.",
        default="no",
    )


@answers.to(NOTIFICATION, NotificationFacts)
def enter(at: Entering[NotificationFacts]) -> None:
    """Enter what is notified, and mean the letter; how the Group voted follows from its votes."""
    if at.facts.scan_confirmed != "yes":
        raise Refused((GuidanceError("scan_not_confirmed", field="scan_confirmed"),))
    recommended = recommendation.latest(at.session, at.review)
    row = Notification(
        outcome=facts_of(at.session, Decision, at.review)[-1].outcome,
        unanimous=recommendation.unanimous(at.session, recommended),
        rationale=recommended.rationale,
        outline=at.facts.outline,
        rationale_abuse=at.facts.rationale_abuse,
        rationale_harm=at.facts.rationale_harm,
        rationale_window=at.facts.rationale_window,
        rationale_not_met=at.facts.rationale_not_met,
        scan_confirmed_by=at.facts.decided_by,
        **at.ids,
    )
    at.keep(row)
    send(at.office, at.review, row)
