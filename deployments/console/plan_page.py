"""What ``cpr plan`` says to people: the programmes, who is missing and why, what would help."""

from collections.abc import Iterator

from babel.dates import format_date

from deployments.console.missing import missing
from models.diaries.problem import Problem
from models.diaries.programmes.lifting import Lifted
from models.diaries.programmes.why_not import Explanation, Gain, Helps
from models.diaries.results import Alternative, Placed, Plan
from models.diaries.written.problem_fields import written_instant
from models.guidance.sentences import sentence
from models.guidance.words import Language, word

MOST = 10
"""As many of the things that would help are said; the first help most, and JSON has all."""


def page(problem: Problem, found: Plan, why: Explanation | None, language: Language) -> Iterator[str]:
    """Give the answer as lines of text."""
    fixed = {meeting.key for meeting in problem.meetings if meeting.fixed is not None}
    for number, programme in enumerate(found.programmes, start=1):
        yield _say(language, "plan_programme", number=number)
        for placed in programme.placed:
            yield from _placed(placed, found, language, fixed=placed.key in fixed)
        yield f"  {_say(language, 'programme_cost', **programme.cost._asdict())}"
        yield ""
    if found.programmes:
        yield from _alternatives(found, language)
        yield _say(language, "plan_proved")
        yield ""
    if why is not None:
        yield from _explanation(why, language)


def _placed(placed: Placed, found: Plan, language: Language, *, fixed: bool) -> Iterator[str]:
    until = found.no_later_than[placed.key]
    last = _say(language, "plan_fixed") if fixed else _say(language, "plan_no_later_than", on=until)
    yield f"  {placed.key}: {_when(placed, language)}; {last}"
    yield from (f"    {missing(each, language)}" for each in placed.absent)


def _when(placed: Placed, language: Language) -> str:
    day = format_date(placed.on, "EEEE d MMMM y", locale=language)
    hours = "–".join(written_instant(each)[11:16] for each in (placed.starts, placed.ends))
    return f"{day}, {hours}" + (f", {placed.place}" if placed.place else "")


def _alternatives(found: Plan, language: Language) -> Iterator[str]:
    if not any(found.alternatives.values()):
        return
    yield _say(language, "plan_alternatives")
    for key, those in found.alternatives.items():
        if those:
            yield f"  {key}: {'; '.join(_alternative(each, language) for each in those)}"
    yield ""


def _alternative(each: Alternative, language: Language) -> str:
    return f"{format_date(each.placed.on, 'd MMM', locale=language)} ({'/'.join(map(str, each.whole))})"


def _explanation(why: Explanation, language: Language) -> Iterator[str]:
    if why.lacks is None:
        yield from _none(why, language)
    elif why.gains:
        yield _say(language, "programme_why_gains")
        for gain in why.gains[:MOST]:
            yield from _gain(gain, language)
    else:
        yield _say(language, "plan_why_nothing" if any(why.lacks[:3]) else "programme_why_nothing")


def _none(why: Explanation, language: Language) -> Iterator[str]:
    yield _say(language, "plan_nothing")
    if why.dayless:
        yield _say(language, "programme_why_dayless", meetings=", ".join(why.dayless))
    if why.smallest:
        yield _say(language, "programme_why_none")
        yield from _helps(why.smallest, language)
    for each in why.alone[:MOST]:
        yield _say(language, "programme_why_alone")
        yield from _helps(each, language)


def _helps(helps: Helps, language: Language) -> Iterator[str]:
    for each in helps.relaxations:
        yield f"  - {_say(language, f'relax_{each.rule}', meeting=each.meeting, days=each.days)}"
    yield f"    {_say(language, 'programme_cost', **helps.cost._asdict())}"


def _gain(gain: Gain, language: Language) -> Iterator[str]:
    now = "; ".join(f"{key}: {word('obstacle', cause).of(language)}" for key, cause in gain.missing)
    yield f"  - {_lifted(gain.lifted, language)}" + (f" ({now})" if now else "")
    yield f"    {_say(language, 'programme_cost', **gain.cost._asdict())}"


def _lifted(lifted: Lifted, language: Language) -> str:
    return _say(language, f"lift_{lifted.lift}", who=lifted.which, meeting=lifted.which)


def _say(language: Language, code: str, **facts: object) -> str:
    return sentence(code, **facts).of(language)
