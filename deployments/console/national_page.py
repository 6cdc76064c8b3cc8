"""The national picture's lines: each sum beside what it is the sum of."""

from collections.abc import Iterator, Mapping

from deployments.console.figures import board_name, coded, columns, days, figure, in_field, share
from models.guidance.sentences import sentence
from models.guidance.words import Language, word
from models.monitoring.national import National
from models.monitoring.national.figures import Delays, Months

_OUTCOMES = ("extended", "concise", "mapf", "none", "deferred", "not_decided")


def number_lines(found: National, language: Language) -> Iterator[str]:
    """Give the table of Boards and outcomes with its sums, then what the reviews add up to."""
    number = found.number
    outcomes = [code for code in _OUTCOMES if code in number.by_outcome]
    counted = {
        (board, code): sum(cell.n for cell in number.cells if (cell.board, cell.outcome) == (board, code))
        for board in number.by_board
        for code in outcomes
    }
    heads = [word("national_column", each).of(language) for each in ("board", *outcomes, "all")]
    rows = [
        [board_name(board, found.as_of, language), *(str(counted[board, code]) for code in outcomes), str(n)]
        for board, n in number.by_board.items()
    ]
    sums = [heads[-1], *(str(number.by_outcome[code]) for code in outcomes), str(number.referrals)]
    yield from columns([heads, *rows, sums])
    statuses = _sum(number.reviews_by_status, "status", language)
    yield "  " + sentence("national_reviews", **_said(vars(number)), statuses=statuses).of(language)
    if number.forums:
        states = _sum(number.forums, "forum", language)
        yield "  " + sentence("national_forums", n=sum(number.forums.values()), states=states).of(language)


def timeliness_lines(found: National, language: Language) -> Iterator[str]:
    """Say how many were on time, how long reviews took, and how long their parts did."""
    own = found.timeliness
    on_time = share(own.on_time, language)
    yield "  " + sentence("national_on_time", share=on_time, not_yet=own.not_yet).of(language)
    yield "  " + sentence("national_action_plan", share=share(own.with_action_plan, language)).of(language)
    yield _months(word("national_column", "completed").of(language), own.completed, language)
    for kind, months in own.by_kind.items():
        yield "  " + _months(word("outcome", kind).of(language), months, language)
    for year, months in own.by_year.items():
        yield "  " + _months(year, months, language)
    yield "  " + sentence("national_months_how").of(language)
    late = share(own.first_panel_late, language)
    yield "  " + sentence("national_first_panel", median=days(own.first_panel.median), late=late).of(language)
    returned, waited = share(own.returned, language), days(own.returned_days.median)
    yield "  " + sentence("national_returned", share=returned, median=waited).of(language)
    yield "  " + sentence("national_sign_off").of(language)
    rows = [
        [board_name(code, found.as_of, language), str(took.n), days(took.median)]
        for code, took in own.sign_off.items()
    ]
    heads = [word("national_column", each).of(language) for each in ("board", "count", "median")]
    yield from columns([heads, *rows])


def delay_lines(found: National, language: Language) -> Iterator[str]:
    """Add up the days of the completed reviews to the day, and say what each cause accounts for."""
    own = found.delays
    if not own.reviews:
        yield "  –"
        return
    yield "  " + sentence("national_days", **_said(vars(own))).of(language)
    exclusive = own.attributed - own.shared
    said = {"attributed": own.attributed, "exclusive": exclusive, "shared": own.shared}
    yield "  " + sentence("national_attributed", **said).of(language)
    yield "  " + sentence("national_mean", **_means(own)).of(language)
    heads = [word("days", each).of(language) for each in ("cause", "any", "exclusive", "shared")]
    rows = [
        [coded("cause", each.cause, language), *map(str, (each.any, each.exclusive, each.shared))]
        for each in own.causes
    ]
    yield from columns([heads, *rows])


def agency_lines(found: National, language: Language) -> Iterator[str]:
    """Say how agencies answer, in the alphabetical order of the language: this is no league table."""
    heads = [word("national_column", each).of(language) for each in ("agency", "came", "median", "waiting")]
    rows = [
        [
            coded("agency", each.agency, language),
            str(each.came.n),
            days(each.came.median),
            str(each.waiting),
        ]
        for each in found.agencies
    ]
    yield from columns([heads, *sorted(rows)])


def quality_lines(found: National, language: Language) -> Iterator[str]:
    """Hold the notifications against the half of 2015, together and by Board."""
    own = found.quality
    said = {"clear": share(own.clear, language), "baseline": share(own.baseline, language)}
    yield "  " + sentence("national_quality", score=figure(own.mean_score, 0), **said).of(language)
    for code, clear in own.clear_by_board.items():
        yield f"    {board_name(code, found.as_of, language)}: {share(clear, language)}"


def step_lines(found: National, language: Language) -> Iterator[str]:
    """Say how each deadline was kept, in the order of the stages."""
    heads = ("step", "in_time", "late", "overdue", "to_come")
    rows = [
        [
            f"{each.stage} {coded('milestone', each.milestone, language)}",
            *map(str, (each.in_time.n, each.late, each.overdue, each.to_come)),
        ]
        for each in found.steps
    ]
    yield from columns([[word("national_column", each).of(language) for each in heads], *rows])


def impact_lines(found: National, language: Language) -> Iterator[str]:
    """Say what came of the reviews."""
    own = found.impact
    said = {
        "done": share(own.plan_items_done, language),
        "boards": share(own.boards_acknowledged, language),
        "agencies": share(own.agencies_acknowledged, language),
    }
    yield "  " + sentence("national_impact", points=own.learning_points, reach=own.reach, **said).of(language)
    for months, effects in ((6, own.effect_6_months), (12, own.effect_12_months)):
        seen = _sum(effects, f"effect_{months}_months", language)
        yield "  " + sentence("national_effect", months=months, said=seen or "–").of(language)


def earlier_lines(found: National, language: Language) -> Iterator[str]:
    """Give the counts of earlier years, the unknown ones as unknown."""
    unknown = word("national_column", "not_known").of(language)
    for each in found.earlier:
        board = f", {board_name(each.board, found.as_of, language)}" if each.board else ""
        measure = in_field("earlier", "measure", each.measure, language)
        value = unknown if each.value is None else each.value
        yield f"  {each.period}, {measure}{board}: {value} ({each.source})"
    if not found.earlier:
        yield "  –"


def missing_lines(found: National, language: Language) -> Iterator[str]:
    """State what the data do not say."""
    for each in found.missing:
        yield "  " + sentence(each.code, n=each.share.n, of=each.share.of).of(language)
    if not found.missing:
        yield "  " + sentence("national_nothing_missing").of(language)


def _months(name: str, found: Months, language: Language) -> str:
    spread = found.months
    figures = {each: figure(getattr(spread, each)) for each in ("mean", "median", "lower", "upper")}
    over = share(found.over_six, language)
    return "  " + sentence("national_months", name=name, n=spread.n, over=over, **figures).of(language)


def _means(own: Delays) -> dict[str, str]:
    """Give the mean review's months, the last part such that what is printed adds up."""
    parts = {
        name: round(own.mean_months(getattr(own, name)) or 0, 1)
        for name in ("elapsed", "working", "attributed")
    }
    rest = parts["elapsed"] - parts["working"] - parts["attributed"]
    return {name: figure(value) for name, value in {**parts, "unexplained": max(rest, 0.0)}.items()}


def _sum(counted: Mapping[str, int], field: str, language: Language) -> str:
    return " + ".join(f"{in_field('reviews', field, code, language)} {n}" for code, n in counted.items())


def _said(values: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if isinstance(value, int)}
