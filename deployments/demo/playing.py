"""The script, played: the clock is moved to each day, what happens is entered, and the post goes out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Protocol

from deployments.demo import answers, choosing
from deployments.demo.cast import COORDINATOR
from deployments.demo.replay import Act, Script
from deployments.demo.rounds import Round, Went
from deployments.demo.words import DemoError, concerning, said
from models import casework
from models.casework import HoldFacts, ReleaseFacts
from models.guidance.errors import GuidanceError, Refused
from models.guidance.packs import MilestoneKey
from models.guidance.route import FAMILY_CONTACT
from models.guidance.words import Words, word
from models.records import Action, Person
from tasks import office
from tasks.office import desk

_MORNING = time(10, tzinfo=UTC)


class Gate(Protocol):
    """A run that waits with a form."""

    def arrive(self, action: int) -> None:
        """Wait until the run shows the form of an action."""

    def answer(self, step: MilestoneKey, action: int, given: Mapping[str, Any]) -> str | None:
        """Send the form; give the form that came back where the answer was refused."""


Facts = Mapping[str, object]
Told = tuple[str, Facts]
"""A sentence's code and its facts."""

Tell = Callable[[date, str, Facts, Went], None]
"""Told of what happened: the day, a sentence's code, its facts, and what went and came by mail."""


@dataclass(frozen=True)
class Stage:
    """Where a script is played.

    ``document`` enters an agency's timeline beside the line, ``met`` a further Panel
    meeting; ``look_over`` is the office's morning; ``office_round`` sends what is due and
    takes in what is answered; ``diaries`` reads everybody's and gives of how many people.
    """

    gate: Gate
    document: Callable[[str, Mapping[str, Any]], None]
    met: Callable[[str, Mapping[str, Any]], None]
    diaries: Callable[[date], int]
    look_over: Callable[[], int]
    office_round: Round
    tell: Tell


def move_clock(day: date) -> None:
    """Let it be ten in the morning of a day."""
    office.set_clock(datetime.combine(day, _MORNING))


def play(script: Script, on: Stage) -> Script:
    """Play everything after the referral, until the review is closed.

    Where a programme is chosen, what is still to come happens on its days. Gives the script
    as it was played.

    Raises:
        DemoError: something was refused that should not be, or taken that should not.
    """
    played = 1
    while played < len(script.acts):
        act = script.acts[played]
        _panels_meet(script, script.acts[played - 1].day, act.day, on)
        move_clock(act.day)
        code, facts = _PLAYED[act.kind](script, act, on)
        went = on.office_round()
        if act.kind not in _QUIET or went != Went() or facts:
            on.tell(act.day, code, facts, went)
        played += 1
        if act.kind == "choose":
            script = script.along(choosing.days_chosen(script.reference), played)
    return script


_QUIET = ("round", "propose", "choose")
"""What is told only where something came of it."""


def _panels_meet(script: Script, since: date, until: date, on: Stage) -> None:
    """Let the Panel meetings after the first meet whose day comes between two acts."""
    for day in choosing.panels_between(script.reference, since, until):
        move_clock(day)
        on.met(script.reference, answers.met_again(day))
        on.tell(day, "panel_met", {}, on.office_round())


def _play_answer(script: Script, act: Act, on: Stage) -> Told:
    assert act.step is not None
    assert act.given is not None
    action, facts = _asked(script.reference, act)
    if act.form:
        _through_the_form(act, action, facts, on)
        return "form_answered", facts
    if act.beside:
        on.document(script.reference, act.given)
        return "document", facts
    refusal = office.record(action, act.given, by=COORDINATOR, synthetic=not act.public)
    if refusal is not None:
        raise DemoError("refused", stage=act.step[0].words, reason=_reasons(refusal))
    return "entered", facts


def _through_the_form(act: Act, action: int, facts: Facts, on: Stage) -> None:
    assert act.step is not None
    assert act.given is not None
    on.gate.arrive(action)
    if act.refused is not None:
        form = on.gate.answer(act.step, action, act.refused)
        on.tell(act.day, "form_refused", {**facts, "reason": _reason_on(form, action)}, Went())
    form = on.gate.answer(act.step, action, act.given)
    if form is not None:
        raise DemoError("refused", stage=act.step[0].words, reason=_reason_on(form, action))


def _reason_on(form: str | None, action: int) -> Words:
    """Give why an answer was refused, as the form that came back says it."""
    with desk() as at:
        kept = at.session.get_one(Action, action).refusal or ()
        reasons = [casework.understanding.said_again(each) for each in kept]
    if form is None or not reasons or reasons[0].en not in form:
        raise DemoError("not_refused")
    return _together(reasons)


def _reasons(refusal: GuidanceError) -> Words:
    problems = refusal.problems if isinstance(refusal, Refused) else (refusal,)
    return _together([problem.words for problem in problems])


def _together(reasons: list[Words]) -> Words:
    return Words(cy=" ".join(each.cy for each in reasons), en=" ".join(each.en for each in reasons))


def _play_hold(script: Script, act: Act, _: Stage) -> Told:
    facts = casework.understand(HoldFacts, act.given)
    with desk(by=COORDINATOR, synthetic=not act.public) as at:
        review = casework.review_by(at.session, script.reference)
        casework.hold(at, casework.lock(at.session, review.key), facts)
    return "held", _about_hold(act)


def _play_release(script: Script, act: Act, _: Stage) -> Told:
    facts = casework.understand(ReleaseFacts, act.given)
    with desk(by=COORDINATOR, synthetic=not act.public) as at:
        review = casework.review_by(at.session, script.reference)
        casework.release(at, casework.lock(at.session, review.key), facts)
    return "released", _about_hold(act)


def _about_hold(act: Act) -> dict[str, object]:
    assert act.hold is not None
    return {
        "scope": word("hold_scope", act.hold.scope),
        "cause": word("cause", act.hold.cause),
        "requester": word("requester", act.hold.requested_by),
    }


def _play_look_over(_: Script, __: Act, on: Stage) -> Told:
    return "looked_over", {"count": on.look_over()}


def _play_round(_: Script, __: Act, ___: Stage) -> Told:
    return "round", {}


def _play_diaries(_: Script, act: Act, on: Stage) -> Told:
    return "diaries_read", {"count": on.diaries(act.day)}


def _play_propose(script: Script, _: Act, __: Stage) -> Told:
    proposed = choosing.proposed(script.reference)
    return "first_panel_proposed", {"programmes": proposed} if proposed else {}


def _play_choose(script: Script, _: Act, __: Stage) -> Told:
    proposed = choosing.proposed(script.reference)
    if proposed is None:
        return "programme_chosen", {}
    choosing.choose_first(script.reference)
    return "programme_chosen", {"programmes": proposed}


_PLAYED: Mapping[str, Callable[[Script, Act, Stage], Told]] = {
    "answer": _play_answer,
    "hold": _play_hold,
    "release": _play_release,
    "look_over": _play_look_over,
    "round": _play_round,
    "diaries": _play_diaries,
    "propose": _play_propose,
    "choose": _play_choose,
}


def _asked(reference: str, act: Act) -> tuple[int, Facts]:
    """Give the action that an act answers, and what is said of it: what, of whom, by when."""
    assert act.step is not None
    stage, milestone = act.step
    with desk() as at:
        review = casework.review_by(at.session, reference)
        action = casework.find(at.session, review, stage, milestone=milestone, subject=act.subject)
        if action.state != "open":
            raise DemoError("not_asked", stage=stage.words)
        person = at.session.get(Person, action.person_code) if action.person_code else None
        who = Words(cy=person.name, en=person.name) if person else word("role", action.role)
        return action.key, {"stage": stage.value, "what": _what(act, action), "who": who}


def _what(act: Act, action: Action) -> Words:
    assert act.step is not None
    named = concerning(casework.answers[act.step].facts.title, act.subject)
    if act.step == FAMILY_CONTACT and act.given:
        named = said("about", title=named, whom=word("family_contact", str(act.given["state"])))
    return said("by", what=named, on=action.due_on) if action.due_on else named
