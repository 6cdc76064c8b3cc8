"""A pattern made into a script: what is entered on which day, by whom and how; pure, so always the same."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Literal

from deployments.demo import answers
from deployments.demo.answers import Given, Scene
from deployments.demo.cast import BOARD
from deployments.demo.days import AGENCIES, Dated, day_of, redated, schedule
from deployments.demo.known import KnownHold, Pattern
from models.casework.dissemination import CHASED_AFTER
from models.guidance import boards, route
from models.guidance.holds import subject_of
from models.guidance.packs import MilestoneKey
from models.guidance.working_days import add_working_days, last_working_day_on_or_before

Kind = Literal["answer", "hold", "release", "look_over", "round", "diaries", "propose", "choose"]

CHECKED_EVERY = timedelta(days=28)
"""How often parallel processes are looked at. Source: the pack's row S07, check."""

SILENT, LATE = "agency:education", "agency:health"
"""Who never acknowledges the learning, and who only when asked again: agencies of the invented Board."""

_FORMS: tuple[tuple[MilestoneKey, MilestoneKey], ...] = (
    (route.SCOPING, route.SCOPING),
    (route.RECOMMENDATION, route.RECOMMENDATION),
    (route.DECISION, route.NOTIFICATION),
    (route.FIRST_PANEL, route.PANEL),
    (route.LEARNING_EVENT, route.LEARNING_EVENT),
    (route.SIGN_OFF, route.SIGN_OFF),
    (route.WINDOW_END, route.WINDOW_END),
    (route.CLOSURE, route.CLOSURE),
)
"""Steps answered in Prefect's form; the second where the month of the first is public.

A form's answer counts as synthetic in a demonstration, so a public one is entered at the desk.
"""

_ROUND_EVERY = timedelta(weeks=1)
_ROUNDS_AFTER = timedelta(weeks=3)
"""How long after the Learning Event there is still something to send about it."""
_REPLIES_WITHIN = 10
_REMINDERS = 2


@dataclass(frozen=True)
class Act:
    """Something that is done in a replay.

    ``form`` says that a step is answered in Prefect's form, ``refused`` gives a first
    answer that is refused; ``beside`` says that it comes by a small flow of its own
    while the run waits for something else; ``public`` that its month is.
    """

    kind: Kind
    day: date
    step: MilestoneKey | None = None
    subject: str = ""
    given: Given | None = None
    public: bool = False
    form: bool = False
    beside: bool = False
    refused: Given | None = None
    hold: KnownHold | None = None


@dataclass(frozen=True)
class Script:
    """A whole replay, in the order in which it is played; the first act is the referral."""

    pattern: Pattern
    reference: str
    line: tuple[Dated, ...]
    acts: tuple[Act, ...]

    def along(self, chosen: Mapping[MilestoneKey, date], played: int) -> "Script":
        """Let what is still to come happen on the days that were chosen; *played* acts have happened."""
        line = redated(self.line, chosen, self.acts[played - 1].day)
        return replace(self, line=line, acts=(*self.acts[:played], *_acts(self.pattern, line)[played:]))


def script(pattern: Pattern) -> Script:
    """Make the script of a pattern.

    >>> from deployments.demo.known import pattern
    >>> script(pattern("held-for-a-trial")) == script(pattern("held-for-a-trial"))
    True
    """
    line = schedule(pattern)
    year = day_of(line, route.REFERRAL).year
    return Script(pattern, f"CPR EX 1/{year}", line, _acts(pattern, line))


def _acts(pattern: Pattern, line: tuple[Dated, ...]) -> tuple[Act, ...]:
    return tuple(sorted(_Writer(pattern, line).acts(), key=lambda act: act.day))


def forms(pattern: Pattern) -> frozenset[MilestoneKey]:
    """Give the steps that are answered in Prefect's form."""
    return frozenset(instead if step[1] in pattern.public else step for step, instead in _FORMS)


def refused_at(pattern: Pattern) -> MilestoneKey:
    """Give the step whose first answer is refused."""
    return route.RECOMMENDATION if route.DECISION[1] in pattern.public else route.DECISION


class _Writer:
    """Walks the days of a pattern and writes what is done on each, and what follows from it later."""

    def __init__(self, pattern: Pattern, line: tuple[Dated, ...]) -> None:
        self._pattern = pattern
        self._line = line
        self._turns: dict[MilestoneKey, int] = {}
        self._forms = forms(pattern)

    def acts(self) -> Iterator[Act]:
        for dated in self._line:
            point = dated.point
            if point.kind == "answer" and point.step:
                if point.step in (route.DECISION, route.PANEL):
                    yield Act("diaries", dated.day)
                yield self._answered(dated, point.step)
                yield from self._caused_by(point.step, dated.day)
            elif point.kind in ("hold", "release") and point.hold:
                yield Act("diaries", dated.day)
                yield from self._held(dated, point.hold)
                if self._is_past(route.PANEL, dated.day):
                    yield Act("choose", dated.day)

    def _answered(self, dated: Dated, step: MilestoneKey) -> Act:
        self._turns[step] = self._turns.get(step, 0) + 1
        subject = dated.point.subject
        scene = Scene(self._pattern, self._line, step, subject, dated.day, self._turns[step])
        given = answers.answer(scene)
        # Of several children the last: the run passes over those that are on the record.
        form = step in self._forms and (step != route.SCOPING or subject == str(self._pattern.children))
        refused = {**given, **answers.REFUSED[step]} if form and step == refused_at(self._pattern) else None
        beside = step == route.TIMELINES and self._turns[step] == 1
        return Act("answer", dated.day, step, subject, given, dated.public, form, beside, refused)

    def _held(self, dated: Dated, hold: KnownHold) -> Iterator[Act]:
        if dated.point.kind == "hold":
            given = answers.hold(hold, dated.day)
            yield Act("hold", dated.day, given=given, public=dated.public, hold=hold)
            if self._is_past(route.FIRST_PANEL, dated.day) and _is_of_all(hold):
                yield self._beside(route.FAMILY_CONTACT, dated.day, given=answers.embargo)
            yield from self._looks(dated.day, hold)
            return
        if self._is_past(route.FIRST_CHECK, dated.day) and _is_of_all(hold):
            yield self._beside(route.CHECK, dated.day)
        given = answers.release(hold, dated.day)
        yield Act("release", dated.day, given=given, public=dated.public, hold=hold)

    def _looks(self, began: date, hold: KnownHold) -> Iterator[Act]:
        """Look at a hold on the last working day before the day that was agreed, until it ends."""
        until = next(
            each.day for each in self._line if each.point.kind == "release" and each.point.hold == hold
        )
        subject = subject_of(hold.scope, hold.cause)
        day = last_working_day_on_or_before(began + answers.LOOKED_AT_AGAIN)
        while day < until:
            given = partial(answers.look, hold)
            yield self._beside(route.HOLD_REVIEW, day, subject, given=given)
            day = last_working_day_on_or_before(day + answers.LOOKED_AT_AGAIN)

    def _caused_by(self, step: MilestoneKey, day: date) -> Iterator[Act]:
        if step == route.DECISION:
            yield Act("propose", day)
        if step == route.PANEL:
            yield Act("choose", day)
        if step == route.FIRST_CHECK:
            yield from self._checks(day)
        if step == route.INVITE:
            yield from self._rounds(day)
        if step == route.SUBMISSION:
            yield self._beside(route.REPLY, add_working_days(day, _REPLIES_WITHIN))
        if step == route.DISSEMINATION:
            yield from self._acknowledgements(day)

    def _rounds(self, invited: date) -> Iterator[Act]:
        """Look at the post every week from the invitations until the Learning Event has been followed up."""
        day = invited + _ROUND_EVERY
        until = day_of(self._line, route.LEARNING_EVENT) + _ROUNDS_AFTER
        while day < until:
            yield Act("round", last_working_day_on_or_before(day))
            day += _ROUND_EVERY

    def _checks(self, first: date) -> Iterator[Act]:
        trials = (each for each in self._line if each.point.kind == "release" and _is_of_all(each.point.hold))
        until = max((each.day for each in trials), default=first)
        day = last_working_day_on_or_before(first + CHECKED_EVERY)
        while day < until:
            yield self._beside(route.CHECK, day)
            day = last_working_day_on_or_before(day + CHECKED_EVERY)

    def _acknowledgements(self, sent_on: date) -> Iterator[Act]:
        addressees = [f"board:{board.code}" for board in boards.other_boards(BOARD, sent_on)]
        addressees += [f"agency:{agency}" for agency in AGENCIES]
        prompt = [each for each in addressees if each not in (SILENT, LATE)]
        for working_days, addressee in enumerate(prompt, start=1):
            yield self._beside(route.ACKNOWLEDGEMENT, add_working_days(sent_on, working_days), addressee)
        for times in range(1, _REMINDERS + 2):
            yield Act("look_over", sent_on + times * CHASED_AFTER)
        asked_again = sent_on + CHASED_AFTER
        yield self._beside(route.ACKNOWLEDGEMENT, add_working_days(asked_again, 2), LATE)

    def _beside(
        self,
        step: MilestoneKey,
        day: date,
        subject: str = "",
        *,
        given: Callable[[Scene], Given] = answers.answer,
    ) -> Act:
        scene = Scene(self._pattern, self._line, step, subject, day)
        return Act("answer", day, step, subject, given(scene))

    def _is_past(self, step: MilestoneKey, day: date) -> bool:
        return day_of(self._line, step) <= day


def _is_of_all(hold: KnownHold | None) -> bool:
    return hold is not None and hold.scope == "all"
