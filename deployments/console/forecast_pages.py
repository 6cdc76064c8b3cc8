"""What ``cpr forecast`` shows: a forecast, what would be otherwise, and how good forecasts were."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from models.casework import forecast_drift, overview
from models.casework.entering import Office
from models.casework.forecast_drift import signed
from models.casework.forecast_what_if import Consequence
from models.casework.review_histories import OnRecord
from models.casework.standing import review_deadlines, stand
from models.diaries.forecasts.evaluation import Evaluation, Score
from models.diaries.forecasts.forecast import Forecast
from models.diaries.forecasts.histories import LINE
from models.diaries.forecasts.pace import TooLittleHistory
from models.guidance.packs import MilestoneKey
from models.guidance.sentences import in_words, sentence
from models.guidance.words import Language, word
from models.records import ForecastMade, Review


@dataclass(frozen=True)
class Otherwise:
    """What was supposed, as it was written, and what would be then."""

    written: str
    told: Forecast
    consequences: tuple[Consequence, ...]


@dataclass(frozen=True)
class Page:
    """Everything that is shown of one review.

    Attributes:
        of: the review and its main line.
        on: the day.
        made: the forecasts that were kept of it, the oldest first.
        planned: the plan's day of each milestone to come.
        from_file: how many histories came from a file.
        forecast: the forecast; none where the review is over or too little is known.
        too_little: how little, where that is why.
        otherwise: what was supposed.
    """

    of: OnRecord
    on: date
    made: tuple[ForecastMade, ...]
    planned: Mapping[MilestoneKey, date]
    from_file: int = 0
    forecast: Forecast | None = None
    too_little: TooLittleHistory | None = None
    otherwise: tuple[Otherwise, ...] = field(default=())

    @property
    def held(self) -> list[forecast_drift.Held]:
        """Give the kept forecasts beside the day on which the review was complete."""
        completed_on = self.of.history.completed_on
        return forecast_drift.held_against(self.made, completed_on) if completed_on else []

    def with_forecast(self, told: Forecast, otherwise: tuple[Otherwise, ...]) -> "Page":
        """Give the page with what is forecast."""
        return replace(self, forecast=told, otherwise=otherwise)

    def with_too_little(self, told: TooLittleHistory) -> "Page":
        """Give the page that says that too little is known."""
        return replace(self, too_little=told)


def planned(at: Office, review: Review) -> dict[MilestoneKey, date]:
    """Give the plan's day of each milestone of the main line that is still to come."""
    standing = stand(at.session, review)
    due = review_deadlines(at.session, review, standing)
    return {key: due[key].due for key in LINE if key in due and not standing.times(*key)}


def lines(page: Page, language: Language) -> Iterator[str]:
    """Give the page as lines of text."""
    if page.of.synthetic or page.from_file:
        code = "forecast_synthetic" if page.of.synthetic else "forecast_from_file"
        yield sentence(code, histories=page.from_file).of(language)
    if page.forecast:
        yield from _forecast(page, page.forecast, language)
    elif page.too_little:
        yield sentence("forecast_too_little", **vars(page.too_little)).of(language)
        yield from _stages(page.planned, {}, language)
    elif page.of.history.completed_on:
        yield from _held(page, page.of.history.completed_on, language)
    else:
        yield sentence("forecast_left", reference=page.of.review.reference).of(language)


def _forecast(page: Page, told: Forecast, language: Language) -> Iterator[str]:
    reference = page.of.review.reference
    yield sentence("forecast_said", reference=reference, **_days(told)).of(language)
    yield sentence("forecast_learnt", reviews=told.reviews_known, **_days(told)).of(language)
    if len(page.made) > 1:
        drift, first = forecast_drift.drift(page.made), page.made[0]
        moved = {"last": signed(drift.since_last), "first": signed(drift.since_first)}
        yield sentence("forecast_moved", on=drift.made.made_on, first_on=first.made_on, **moved).of(language)
    yield from _stages(page.planned, told.stages, language)
    for each in page.otherwise:
        yield from _otherwise(told, each, language)


def _days(told: Forecast) -> dict[str, date]:
    names = ("tenth", "quarter", "half", "three_quarters", "ninetieth")
    return {name: getattr(told, name) for name in names}


def _stages(
    due: Mapping[MilestoneKey, date], expected: Mapping[MilestoneKey, date], language: Language
) -> Iterator[str]:
    """Give the milestones to come, each with the plan's day and the one expected."""
    heads = (word("screen", "stage"), word("screen", "planned"), word("forecast", "around"))
    stage, plan, around = (each.of(language) for each in heads)
    yield f"{stage:<58} {plan:<11} {around if expected else ''}".rstrip()
    for key in LINE:
        if key in due or key in expected:
            name = f"{overview.what(key[0]).of(language)} · {word('milestone', key[1]).of(language)}"
            days = f"{due.get(key, '')!s:<11} {expected.get(key, '')!s}"
            yield f"{key[0]} {name:<54} {days}".rstrip()


def _otherwise(told: Forecast, each: Otherwise, language: Language) -> Iterator[str]:
    days = (each.told.half - told.half).days
    yield ""
    yield sentence("forecast_if", what=each.written, days=signed(days), **_days(each.told)).of(language)
    for meeting in each.consequences:
        before, after = (in_words(day, language) if day else "-" for day in (meeting.before, meeting.after))
        kind, _, number = meeting.key.rpartition("-")
        yield f"  {word('meeting', kind).of(language)} {number}: {before} → {after}"


def _held(page: Page, completed_on: date, language: Language) -> Iterator[str]:
    reference, held = page.of.review.reference, page.held
    error = forecast_drift.mean_error(held)
    if error is None:
        yield sentence("forecast_never", reference=reference, completed_on=completed_on).of(language)
        return
    facts = {"reference": reference, "completed_on": completed_on, "error": f"{error:.0f}"}
    within = sum(each.within for each in held)
    yield sentence("forecast_held", **facts, within=within, forecasts=len(held)).of(language)
    columns = ("made_on", "around", "between", "error")
    heads = [word("forecast", each).of(language) for each in columns]
    yield f"{heads[0]:<12}{heads[1]:<20}{heads[2]:<26}{heads[3]}"
    for each in held:
        made, between = each.made, f"{each.made.tenth} – {each.made.ninetieth}"
        yield f"{made.made_on!s:<12}{made.half!s:<20}{between:<26}{signed(each.error)}"


def as_json(page: Page) -> dict[str, Any]:
    """Give the page for programs."""
    told, drift = page.forecast, forecast_drift.drift(page.made) if page.made else None
    return {
        "reference": page.of.review.reference,
        "on": page.on,
        "synthetic": page.of.synthetic,
        "histories_from_file": page.from_file,
        "forecast": _plain(told) if told else None,
        "too_little_history": vars(page.too_little) if page.too_little else None,
        "plan": {f"{stage}.{name}": day for (stage, name), day in page.planned.items()},
        "completed_on": page.of.history.completed_on,
        "moved": {"since_last": drift.since_last, "since_first": drift.since_first} if drift else None,
        "made": [_made(each) for each in page.made],
        "errors": [_error(each) for each in page.held],
        "mean_absolute_error": forecast_drift.mean_error(page.held),
        "if": [
            {
                "supposed": each.written,
                "forecast": _plain(each.told),
                "days_later": (each.told.half - told.half).days if told else None,
                "meetings": [vars(meeting) for meeting in each.consequences],
            }
            for each in page.otherwise
        ],
    }


def _plain(told: Forecast) -> dict[str, Any]:
    stages = {f"{stage}.{name}": day for (stage, name), day in told.stages.items()}
    return {**_days(told), "reviews_known": told.reviews_known, "stages": stages}


def _error(each: forecast_drift.Held) -> dict[str, Any]:
    return {"made_on": each.made.made_on, "days": each.error, "within_80": each.within}


def _made(made: ForecastMade) -> dict[str, Any]:
    return made.model_dump(exclude={"id", "review_id"})


def scores(found: Evaluation, language: Language) -> Iterator[str]:
    """Give the scores as a table, with how they were come by."""
    forecasts = found.scores[0].forecasts
    yield sentence("forecast_evaluated", reviews=found.reviews, forecasts=forecasts).of(language)
    columns = ("method", "covers_80", "covers_50", "crps", "error", "width")
    heads = [word("forecast", each).of(language) for each in columns]
    yield f"{heads[0]:<34}" + "".join(f"{each:>14}" for each in heads[1:])
    for each in found.scores:
        yield f"{word('forecast_method', each.method).of(language):<34}" + "".join(_figures(each))


def _figures(score: Score) -> Iterator[str]:
    for share in (score.covers_80, score.covers_50):
        yield f"{'-' if share is None else f'{share:.1%}':>14}"
    for days in (score.crps, score.error, score.width):
        yield f"{'-' if days is None else f'{days:.1f}':>14}"
