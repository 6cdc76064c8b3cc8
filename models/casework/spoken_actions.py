"""What a word says in answer to an action: the facts of its step, as a form would have given them."""

from datetime import date
from typing import Any

from sqlmodel import Session

from models.casework import recommendation
from models.casework.entering import Office
from models.casework.known_processes import told_again
from models.casework.standing import processes
from models.guidance.errors import GuidanceError
from models.guidance.spoken import Spoken
from models.records import Action, Review


def given(office: Office, action: Action, spoken: Spoken, on: date) -> dict[str, Any]:
    """Give the facts that a word stands for.

    Raises:
        GuidanceError: the word alone cannot say it, and why.
    """
    review = office.session.get_one(Review, action.review_id)
    match spoken.code:
        case "sent":
            return {"agency": action.subject, "received": "yes"}
        case "received":
            return {"addressee": action.subject}
        case "agree":
            return _as_recommended(office.session, review)
        case "progress":
            return _progress(spoken)
        case _:
            return {"processes": _as_they_stand(office.session, review, spoken, on)}


def needs_the_coordinator(spoken: Spoken) -> bool:
    """Say whether the answer counts only once the coordinator has confirmed it.

    That is the Chair's decision; and to give up an action of the plan, which needs a reason in words.

    >>> needs_the_coordinator(Spoken("agree")), needs_the_coordinator(Spoken("progress", states=((1, "done"),)))
    (True, False)
    """
    return spoken.code == "agree" or any(state == "not_done" for _, state in spoken.states)


def _as_recommended(session: Session, review: Review) -> dict[str, Any]:
    outcome = recommendation.latest(session, review).outcome
    if outcome == "deferred":
        raise GuidanceError("deferral_needs_a_day")
    return {"outcome": outcome}


def _progress(spoken: Spoken) -> dict[str, Any]:
    numbers: dict[str, list[int]] = {"done": [], "not_done": []}
    for number, state in spoken.states:
        if state != "open":
            numbers[state].append(number)
    return numbers


def _as_they_stand(session: Session, review: Review, spoken: Spoken, on: date) -> list[dict[str, Any]]:
    """Give every process as it was last known, with what the word changes of the one that goes on."""
    known = [told_again(each) for each in processes(session, review)]
    going_on = [each for each in known if "ended_on" not in each]
    if spoken.code == "no_process":
        if going_on:
            raise GuidanceError("processes_go_on")
        return known
    if not going_on:
        raise GuidanceError("no_process_goes_on")
    if spoken.code == "ongoing":
        return known
    if len(going_on) > 1:
        raise GuidanceError("several_processes_go_on")
    assert spoken.on is not None
    if spoken.code == "ended" and spoken.on > on:
        raise GuidanceError("day_to_come", field="ended_on")
    if spoken.code == "expected_end" and spoken.on < on:
        raise GuidanceError("expected_end_is_past")
    going_on[0]["ended_on" if spoken.code == "ended" else "expected_end_on"] = spoken.on.isoformat()
    return known
