"""Answers that came by mail and count once the coordinator has confirmed them."""

import re
from collections.abc import Mapping
from typing import Any

from sqlmodel import select

from models.casework import actions, letters
from models.casework.answering import answer as enter
from models.casework.entering import Office
from models.casework.participants import (
    FOR_THE_COORDINATOR,
    Proposed,
    problems_with,
    propose_participants,
)
from models.casework.people import holding
from models.casework.standing import lock
from models.guidance.errors import GuidanceError, OutOfOrder, Refused
from models.guidance.spoken import Spoken
from models.records import Action, Letter, Offer, Person, Review, audit

_LINE = re.compile(r"(?P<name>[^<>;@]{1,120}?)\s*<(?P<e_mail>[^<>\s]{3,254})>(?P<rest>.*)")
_KEY = frozenset({"key", "allweddol"})


def offer_answer(
    office: Office, letter: Letter, action: Action, given: Mapping[str, Any], received: int | None
) -> Offer:
    """Keep an answer to an action until it is confirmed; the same offered twice stands once."""
    return _offer(
        office,
        Offer(
            kind="action",
            review_id=action.review_id,
            action_id=action.id,
            given=dict(given),
            person_code=letter.recipient,
            received_id=received,
            offered_on=office.today,
        ),
        stage=action.stage,
        milestone=action.milestone,
    )


def offer_practitioners(office: Office, letter: Letter, spoken: Spoken, received: int | None) -> Offer:
    """Keep an agency's list of people until it is confirmed.

    Raises:
        Refused: a line that cannot be read, or an agency without a lead, each by its number.
    """
    lead = office.session.get_one(Person, letter.recipient)
    review = office.session.get_one(Review, letter.review_id)
    people = [_read(line, number, lead.agency_code) for number, line in enumerate(spoken.lines, start=1)]
    problems = problems_with(office, review, people).values()
    # That somebody is withdrawn is for the coordinator to know, who is told when it is confirmed.
    if mendable := tuple(each for each in problems if each.code not in FOR_THE_COORDINATOR):
        raise Refused(mendable)
    return _offer(
        office,
        Offer(
            kind="practitioners",
            review_id=review.key,
            meeting_id=letter.meeting_id,
            given={"people": [vars(each) for each in people]},
            person_code=letter.recipient,
            received_id=received,
            offered_on=office.today,
        ),
        stage="",
        milestone="practitioners",
    )


def _read(line: str, number: int, agency: str) -> Proposed:
    """Read ``Ann Example <ann@example.test>; cy; key``.

    >>> _read("Ann Example <ann@example.test>; cy; allweddol", 1, "health").key
    True
    """
    found = _LINE.fullmatch(line)
    if found is None:
        raise Refused((GuidanceError("practitioner_line_unreadable", line=number),))
    said = {each.strip().casefold() for each in re.split("[;,]", found["rest"]) if each.strip()}
    language = next((each for each in ("cy", "en") if each in said), "unknown")
    if said - _KEY - {"cy", "en"}:
        raise Refused((GuidanceError("practitioner_line_unreadable", line=number),))
    return Proposed(
        name=found["name"].strip(" -*\t"),
        e_mail=found["e_mail"].casefold(),
        language=language,
        key=bool(said & _KEY),
        agency=agency,
    )


def _offer(office: Office, row: Offer, *, stage: str, milestone: str) -> Offer:
    review = lock(office.session, row.review_id)
    waiting = select(Offer).where(
        Offer.review_id == row.review_id,
        Offer.action_id == row.action_id,
        Offer.meeting_id == row.meeting_id,
        Offer.person_code == row.person_code,
        Offer.state == "offered",
    )
    for each in office.session.exec(waiting):
        if each.given == row.given:
            return each
        # The newer answer takes the older one's place: only one can be confirmed.
        _settle(office, each, "dismissed")
    office.session.add(row)
    office.session.flush()
    _note(office, review, row, "offered")
    letters.mean(
        office,
        "offer_waiting",
        holding(office.session, review.board_code, "coordinator", office.today),
        board=review.board_code,
        review=review,
        sequence=row.key,
        stage=stage,
        milestone=milestone,
        person=row.person_code,
        offer=row.key,
    )
    return row


def confirm_offer(office: Office, offer: Offer, **more: str) -> tuple[GuidanceError, ...]:
    """Let an offered answer count; *more* gives what only the coordinator can say, such as a reason.

    Gives why lines of an agency's list were left out: somebody withdrawn keeps nobody else away.

    Raises:
        OutOfOrder: it is settled already.
        GuidanceError: as the answer itself; it stays offered then.
    """
    review = _of(office, offer)
    with office.session.begin_nested():
        left_out = _take(office, review, offer, more)
    _settle(office, offer, "confirmed")
    _note(office, review, offer, "offer_confirmed")
    return left_out


def _take(office: Office, review: Review, offer: Offer, more: Mapping[str, str]) -> tuple[GuidanceError, ...]:
    if offer.kind == "practitioners":
        people = [Proposed(**each) for each in offer.given["people"]]
        taken = propose_participants(office, review, people)
        if taken.refused and not taken.invited:
            raise Refused(taken.refused)
        return taken.refused
    action = office.session.get_one(Action, offer.action_id)
    if action.state != "open":
        raise OutOfOrder("offer_is_too_late", stage=actions.step_key(action)[0].words)
    enter(office, action, {**offer.given, **more})
    return ()


def dismiss_offer(office: Office, offer: Offer) -> None:
    """Let an offered answer not count.

    Raises:
        OutOfOrder: it is settled already.
    """
    review = _of(office, offer)
    _settle(office, offer, "dismissed")
    _note(office, review, offer, "offer_dismissed")


def _of(office: Office, offer: Offer) -> Review:
    review = lock(office.session, offer.review_id)
    office.session.refresh(offer)
    if offer.state != "offered":
        raise OutOfOrder("offer_is_settled", offer=offer.key)
    return review


def _settle(office: Office, offer: Offer, state: str) -> None:
    """Settle it and let go of the names in it: who was invited stands on the record itself."""
    offer.state, offer.settled_by, offer.settled_on = state, office.by, office.today
    if offer.kind == "practitioners":
        offer.given = {"count": len(offer.given["people"])}
    office.session.flush()


def _note(office: Office, review: Review, offer: Offer, what: str) -> None:
    audit.write(
        office.session,
        what,
        by=office.by,
        reference=review.reference,
        offer=offer.key,
        kind=offer.kind,
        person=offer.person_code,
    )
