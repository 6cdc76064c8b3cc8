"""A referral goes back, its information comes, Welsh Government answers: from Prefect's own form."""

from typing import TYPE_CHECKING

from prefect import flow
from prefect.client.schemas.objects import State

from flows.forms import with_questions
from flows.hold import About
from flows.small import entered
from models.casework.notification.acknowledging import AcknowledgedFacts, acknowledge
from models.casework.returning import CameFacts, ReturnFacts, information_came, return_referral

if TYPE_CHECKING:
    ReturnForm = About
    CameForm = About
    AcknowledgedForm = About
else:
    ReturnForm = with_questions(About, ReturnFacts)
    CameForm = with_questions(About, CameFacts)
    AcknowledgedForm = with_questions(About, AcknowledgedFacts)


@flow(name="referral-return", persist_result=False)
def referral_returned(returned: ReturnForm) -> State[None]:
    """Dychwelyd atgyfeiriad am wybodaeth.

    Return a referral: its agency is asked for exactly what is missing, by a day.
    """
    return entered(returned, ReturnFacts, return_referral)


@flow(name="information-came", persist_result=False)
def information_has_come(came: CameForm) -> State[None]:
    """Daeth y wybodaeth y gofynnwyd amdani.

    Enter that the information came for which a referral was returned.
    """
    return entered(came, CameFacts, information_came)


@flow(name="notification-acknowledged", persist_result=False)
def notification_acknowledged(answer: AcknowledgedForm) -> State[None]:
    """Llywodraeth Cymru wedi cydnabod hysbysiad.

    Enter that Welsh Government acknowledged a notification. A comment is entered by command, not here.
    """
    return entered(answer, AcknowledgedFacts, acknowledge)
