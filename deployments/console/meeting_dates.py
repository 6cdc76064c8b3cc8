"""``cpr meeting dates``: the best days for one meeting, and why the others are not proposed."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

import click
from babel.dates import format_date, get_day_names

from deployments.console.edge import Console
from deployments.console.meeting_options import kind_argument, number_option, review_argument
from deployments.console.missing import missing
from models import casework
from models.casework import meeting_dates
from models.casework.meeting_dates import Dates, Possible
from models.diaries.meetings.patterns import Pattern
from models.diaries.read.readings import instant_of
from models.guidance.meeting_kinds import local_time
from models.guidance.sentences import sentence
from models.guidance.words import Language, word
from tasks.office import desk


@click.command()
@review_argument
@kind_argument
@number_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
@click.pass_obj
def dates(console: Console, reference: str, kind: str, number: int | None, *, as_json: bool) -> None:
    """Y diwrnodau gorau i gyfarfod / The best days for a meeting, and why the others are not proposed."""
    with desk() as at:
        review = casework.review_by(at.session, reference)
        found = meeting_dates.dates(at, review, kind, number)
    if as_json:
        click.echo(json.dumps(_as_json(found), ensure_ascii=False, indent=2))
        return
    for line in _page(review.reference, found, console.language):
        click.echo(line)


def _page(reference: str, found: Dates, language: Language) -> Iterator[str]:
    kind, _, number = found.key.rpartition("-")
    code = "dates_looked_at" if found.first <= found.last else "dates_no_room"
    which = {"reference": reference, "meeting": word("meeting", kind), "number": number}
    yield _say(language, code, **which, since=found.first, until=found.last)
    yield _say(language, "dates_deadlines", due=found.due or "–", complete_by=found.complete_by or "–")
    if found.patterns and not found.possible:
        yield _say(language, "dates_none")
    for place, each in enumerate(found.possible, start=1):
        yield ""
        yield from _possible(place, each, language)
    if found.patterns:
        yield ""
        yield _say(language, "dates_why_not")
        yield from (f"  {_pattern(each, language)}" for each in found.patterns)


def _possible(place: int, each: Possible, language: Language) -> Iterator[str]:
    placed = each.placed
    day = format_date(placed.on, "EEEE d MMMM y", locale=language)
    hours = "–".join(f"{local_time(instant_of(at)):%H:%M}" for at in (placed.starts, placed.ends))
    yield f"{place}. {day}, {hours}" + (f", {placed.place}" if placed.place else "")
    for absent in placed.absent:
        yield f"   {missing(absent, language)}"
    if not placed.absent:
        yield f"   {_say(language, 'dates_everybody')}"
    yield from (f"   {said}" for said in _deadlines(each, language))


def _deadlines(each: Possible, language: Language) -> Iterator[str]:
    if each.days_left is not None:
        code = "dates_before_deadline" if each.days_left >= 0 else "dates_after_deadline"
        yield _say(language, code, days=abs(each.days_left))
    if each.ends_on is None:
        yield _say(language, "dates_no_programme")
    elif each.days_to_spare is None:
        yield _say(language, "dates_ends", on=each.ends_on)
    else:
        code = "dates_before_completion" if each.days_to_spare >= 0 else "dates_after_completion"
        yield _say(language, code, on=each.ends_on, days=abs(each.days_to_spare))


def _pattern(each: Pattern, language: Language) -> str:
    why = word("obstacle", each.cause) if each.cause else sentence("dates_others_better")
    said = why.of(language) + (f": {', '.join(each.who)}" if each.who else "")
    if each.weekday is not None:
        weekday = str(get_day_names(locale=language)[each.weekday]).replace("Dydd", "dydd")
        return _say(language, "dates_every", weekday=weekday, since=each.since, until=each.until, why=said)
    code = "dates_on_a_day" if each.since == each.until else "dates_from_to"
    return _say(language, code, since=each.since, until=each.until, why=said)


def _say(language: Language, code: str, **facts: object) -> str:
    return sentence(code, **facts).of(language)


def _as_json(found: Dates) -> dict[str, Any]:
    """Give everything: days in ISO form, times in UTC, people by code, costs by their parts."""
    given = _plain(asdict(found))
    for possible in given["possible"]:
        for end in ("starts", "ends"):
            possible["placed"][end] = instant_of(possible["placed"][end]).isoformat()
    return dict(given)


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever JSON knows
    match value:
        case date() | datetime():
            return value.isoformat()
        case tuple() if hasattr(value, "_asdict"):
            return {name: _plain(each) for name, each in value._asdict().items()}
        case dict():
            return {name: _plain(each) for name, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case _:
            return value
