"""S22: the learning goes to the other Boards and every agency, and each says that it came."""

from datetime import timedelta
from typing import Annotated, Any, ClassVar, Literal

from sqlmodel import col, select

from models.casework import actions, letters
from models.casework.asked import AgencyCode, Count, Facts, Part, Vocabulary, asked
from models.casework.entering import Entering, Office, answers
from models.guidance import boards
from models.guidance.errors import GuidanceError, Refused
from models.guidance.route import ACKNOWLEDGEMENT, DISSEMINATION
from models.guidance.words import Words
from models.records import Acknowledgement, Channel, Review

CHASED_AFTER = timedelta(days=14)
"""How long an acknowledgement is waited for before it is asked for again. Source: product."""


class Passed(Part):
    """One way in which an agency passed the learning on."""

    agency: AgencyCode = asked("Asiantaeth", "Agency")
    channel: Annotated[
        Literal["briefing", "workshop", "newsletter", "training", "team_meeting", "other"],
        Vocabulary("channel"),
    ] = asked("Sut?", "How?")
    reach: Count = asked("Faint a gyrhaeddwyd?", "How many reached?", default=0)


class DisseminationFacts(Facts):
    """S22: how each agency represented passed the learning on."""

    title: ClassVar[Words] = Words(cy="Lledaenu’r dysgu", en="Dissemination of the learning")
    why: ClassVar[Words] = Words(
        cy="I’r pum Bwrdd arall a phob asiantaeth a gynrychiolwyd; yn 2015 ni wyddai neb pwy oedd wedi dysgu beth.",
        en="To the five other Boards and every agency represented; in 2015 nobody knew who had learned what.",
    )

    channels: list[Passed] = asked("Pwy, a sut?", "Who, and how?")


class AcknowledgementFacts(Facts):
    """S22: a Board or an agency says that the learning came."""

    title: ClassVar[Words] = Words(cy="Cydnabod derbyn y dysgu", en="Acknowledgement of the learning")
    why: ClassVar[Words] = Words(
        cy="Gofynnir ddwywaith eto os nad oes ateb; yna cofnodir nad oes un. Nid yw’n rhwystro dim.",
        en="It is asked for twice more if there is no answer, then recorded as missing. It blocks nothing.",
    )

    addressee: str = asked("Pwy a gydnabu? (board:… neu agency:…)", "Who acknowledged? (board:… or agency:…)")


def keep_channels(at: Entering[Any], channels: list[Passed]) -> None:
    """Enter how the learning was passed on, at least one way for every agency represented (R97).

    Raises:
        Refused: agencies that passed it on in no way, by name.
    """
    silent = sorted(set(at.standing.agencies) - {each.agency for each in channels})
    if silent or not channels:
        raise Refused((GuidanceError("agency_without_channel", agencies=", ".join(silent) or "-"),))
    at.keep(
        *(
            Channel(agency_code=each.agency, channel=each.channel, reach=each.reach, **at.ids)
            for each in channels
        )
    )


@answers.to(DISSEMINATION, DisseminationFacts)
def enter_dissemination(at: Entering[DisseminationFacts]) -> None:
    """Enter the channels, send the learning to everybody it is for, and ask each to say that it came."""
    keep_channels(at, at.facts.channels)
    others = boards.other_boards(at.review.board_code, at.facts.happened_on)
    addressees = [("board", each.code) for each in others]
    addressees += [("agency", agency) for agency in at.standing.agencies]
    for kind, code in addressees:
        at.keep(
            Acknowledgement(
                review_id=at.review.key,
                addressee_kind=kind,
                addressee=code,
                asked_on=at.facts.happened_on,
            )
        )
        letters.learning_shared(at.office, at.review, f"{kind}:{code}", sequence=0)


@answers.to(ACKNOWLEDGEMENT, AcknowledgementFacts, subject="addressee")
def enter_acknowledgement(at: Entering[AcknowledgementFacts]) -> None:
    """Enter that the learning came."""
    row = _asked_for(at.office, at.review, at.facts.addressee)
    row.state, row.settled_on = "acknowledged", at.facts.happened_on
    at.session.flush()


def ask_again(office: Office, review: Review, addressee: str) -> None:
    """Ask once more where an acknowledgement was recorded as missing, because it has come after all.

    What comes late is an answer all the same. If it is refused, the next morning's look
    records it as missing again.
    """
    kind, _, code = addressee.partition(":")
    row = office.session.exec(
        select(Acknowledgement).where(
            Acknowledgement.review_id == review.id,
            Acknowledgement.addressee_kind == kind,
            Acknowledgement.addressee == code,
            Acknowledgement.state == "missing",
        )
    ).first()
    if row is not None:
        row.state, row.settled_on = "asked", None
        office.session.flush()
        actions.settle(office, review)


def _asked_for(office: Office, review: Review, addressee: str) -> Acknowledgement:
    kind, _, code = addressee.partition(":")
    return office.session.exec(
        select(Acknowledgement).where(
            Acknowledgement.review_id == review.id,
            Acknowledgement.addressee_kind == kind,
            Acknowledgement.addressee == code,
        )
    ).one()


def chase(office: Office, review: Review) -> int:
    """Ask again where no acknowledgement came; twice, then record it as missing. Give how many changed."""
    waiting = office.session.exec(
        select(Acknowledgement)
        .where(Acknowledgement.review_id == review.id, col(Acknowledgement.state) == "asked")
        .order_by(col(Acknowledgement.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    return sum(_chase_one(office, review, row) for row in waiting)


def _chase_one(office: Office, review: Review, row: Acknowledgement) -> bool:
    last_asked = row.chased_again_on or row.chased_on or row.asked_on
    if office.today < last_asked + CHASED_AFTER:
        return False
    if row.chased_again_on:
        row.state, row.settled_on = "missing", office.today
        return True
    sequence = 2 if row.chased_on else 1
    if row.chased_on:
        row.chased_again_on = office.today
    else:
        row.chased_on = office.today
    letters.learning_shared(office, review, f"{row.addressee_kind}:{row.addressee}", sequence=sequence)
    return True
