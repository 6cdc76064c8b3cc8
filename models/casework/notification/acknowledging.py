"""Welsh Government's answer to a notification: it acknowledges or comments, and never approves."""

from typing import Annotated, ClassVar, Literal

from models.casework.asked import FactsWithText, ShortText, Vocabulary, asked
from models.casework.entering import Office
from models.casework.notification.sending import ACKNOWLEDGED, enter_after
from models.guidance.words import Words
from models.records import Milestone, Review


class AcknowledgedFacts(FactsWithText):
    """Beside S05: on which day Welsh Government acknowledged the notification, and what follows."""

    title: ClassVar[Words] = Words(
        cy="Llywodraeth Cymru wedi cydnabod yr hysbysiad", en="Welsh Government acknowledged the notification"
    )
    why: ClassVar[Words] = Words(
        cy="Gall Llywodraeth Cymru gydnabod a gwneud sylwadau; nid yw’n cymeradwyo, ac nid oes dim yn aros amdani.",
        en="Welsh Government may acknowledge and comment; it does not approve, and nothing waits for it.",
    )

    further_action: Annotated[Literal["none", "inspectorates_drawn_in"], Vocabulary("further_action")] = (
        asked("A gymerir camau pellach?", "Is further action taken?", default="none")
    )
    comment: ShortText | None = asked(
        "Sylw, os oes un",
        "Comment, if there is one",
        more_cy="Hyd at 500 nod; dim enw, cyfeiriad na hanes.",
        more_en="Up to 500 characters; no name, address or story.",
        default=None,
    )


def acknowledge(office: Office, review: Review, facts: AcknowledgedFacts) -> Milestone:
    """Enter the answer, also when the review has ended; the same answer entered twice changes nothing.

    Raises:
        OutOfOrder: nothing has been notified yet.
        Refused: the day has not come, or lies before the notification.
    """
    milestone = enter_after(office, review, ACKNOWLEDGED, facts)
    if milestone.coded is None:
        milestone.coded, milestone.reason = {"further_action": facts.further_action}, facts.comment
        office.session.flush()
    return milestone
