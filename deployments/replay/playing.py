"""The script, played: the clock is moved to each day, and what happened is entered as an office enters it."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from itertools import groupby

from deployments.replay.cast import code_of, people
from deployments.replay.counts import AS_OF, OF_2015, SEED, Counts
from deployments.replay.drawing import Drawn, draw_all
from deployments.replay.script import Act, script
from models import casework
from models.casework import process_events
from models.casework.delays import DelayFacts, attribute
from models.casework.people import enter_people, read_people
from models.guidance.packs import MilestoneKey
from models.records import Action, Review
from tasks.office import desk, set_clock

_MORNING = time(10, tzinfo=UTC)
_EVERYBODY_KNOWN_ON = date(2013, 1, 2)

Tell = Callable[[date, int], None]
"""Told of each day on which something happens, and how much has been entered before it."""


def play(
    counts: Counts = OF_2015, *, seed: int = SEED, until: date = AS_OF, tell: Tell = lambda *_: None
) -> tuple[Drawn, ...]:
    """Play the referrals of *counts* into our record, whose clock is moved; give what was drawn.

    Afterwards it is the morning of *until*.
    """
    referrals = draw_all(counts, seed)
    _move_clock(_EVERYBODY_KNOWN_ON)
    with desk() as at:
        enter_people(at.session, read_people(people(code for code, _ in counts.boards)))
    entered = 0
    for day, acts in groupby(script(referrals, until), key=lambda act: act.day):
        tell(day, entered)
        entered += _play_day(day, tuple(acts))
    _move_clock(until)
    return referrals


def _move_clock(day: date) -> None:
    set_clock(datetime.combine(day, _MORNING))


def _play_day(day: date, acts: Sequence[Act]) -> int:
    _move_clock(day)
    for act in acts:
        with desk(by=code_of(act.drawn.board, "coordinator")) as at:
            _PLAYED[act.kind](at, act)
    return len(acts)


def _receive(at: casework.Office, act: Act) -> None:
    casework.receive(at, act.drawn.reference, act.drawn.board, act.given, synthetic=True)


def _answer(at: casework.Office, act: Act) -> None:
    assert act.step is not None
    casework.answer(at, _asked(at, act, act.step), act.given)


def _asked(at: casework.Office, act: Act, step: MilestoneKey) -> Action:
    stage, milestone = step
    return casework.find(at.session, _review(at, act), stage, milestone=milestone, subject=act.subject)


def _hold(at: casework.Office, act: Act) -> None:
    casework.hold(at, _review(at, act), casework.understand(casework.HoldFacts, act.given))


def _release(at: casework.Office, act: Act) -> None:
    casework.release(at, _review(at, act), casework.understand(casework.ReleaseFacts, act.given))


def _process_end(at: casework.Office, act: Act) -> None:
    process_events.end(at, _review(at, act), casework.understand(process_events.ProcessEndedFacts, act.given))


def _attribute(at: casework.Office, act: Act) -> None:
    attribute(at, _review(at, act), casework.understand(DelayFacts, act.given))


def _review(at: casework.Office, act: Act) -> Review:
    return casework.lock(at.session, casework.review_by(at.session, act.drawn.reference).key)


_PLAYED: dict[str, Callable[[casework.Office, Act], None]] = {
    "receive": _receive,
    "answer": _answer,
    "hold": _hold,
    "release": _release,
    "process_end": _process_end,
    "attribute": _attribute,
}
