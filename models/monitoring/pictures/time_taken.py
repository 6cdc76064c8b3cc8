"""How long reviews took, against six months; and why it was not six."""

from collections import Counter
from collections.abc import Iterator

from models.guidance.delays import Together
from models.guidance.pictures.delays import waterfall_picture
from models.guidance.pictures.drawing import LIGHT, bar, dot, line, shape
from models.guidance.pictures.legend import Sign
from models.guidance.sentences import sentence
from models.guidance.waterfall import DAYS_OF_A_MONTH, Waterfall, waterfall
from models.guidance.words import Language, Words, word
from models.monitoring.national.figures import Delays, Months, National
from models.monitoring.pictures.rows import Row, Scale, drawn, scale_for, sign

_PLAN = 6.0
"""Months that a review should take. Source: Social Research 45/2015, section 2.3."""


def months_to_complete(national: National, language: Language) -> str:
    """Draw months to complete: the middle half, median and mean, with the line of six months."""
    found = list(_groups(national, language))
    scale = scale_for([own.months.upper for _, own in found], 3, against=_PLAN)
    title = sentence("picture_months_title", reviews=national.timeliness.completed.months.n).of(language)
    said = [_told(name, own, language) for name, own in found]
    rows = [_row(name, own, scale, language) for name, own in found]
    notes = [sentence("picture_months_how").of(language)]
    unit = word("picture_unit", "median_mean_count").of(language)
    return drawn(title, said, rows, scale, unit=unit, signs=_signs(language), notes=notes)


def why_not_six(delays: Delays, language: Language) -> str | None:
    """Draw the way from six months to the mean of the completed reviews; none where none is."""
    found = waterfall_of(delays)
    return waterfall_picture(found, word("picture_of", "completed"), language) if found else None


def waterfall_of(delays: Delays) -> Waterfall | None:
    """Give the way from the plan's six months to the mean.

    Rows do not say what each plan had: it is taken as six months of the calendar's mean, or as
    what was worked to plan where that is more.
    """
    planned = max(round(_PLAN * delays.reviews * float(DAYS_OF_A_MONTH)), delays.working)
    together = Together(
        reviews=delays.reviews,
        planned=planned,
        elapsed=delays.elapsed,
        working=delays.working,
        attributed=delays.attributed,
        unexplained=delays.unexplained,
        net=delays.net,
        any=Counter({each.cause: each.any for each in delays.causes}),
        exclusive=Counter({each.cause: each.exclusive for each in delays.causes}),
    )
    return waterfall(together)


def _groups(national: National, language: Language) -> Iterator[tuple[str, Months]]:
    """Give all reviews, each kind, and each year of completion."""
    own = national.timeliness
    yield word("national_column", "completed").of(language), own.completed
    for kind, months in own.by_kind.items():
        yield word("outcome", kind).of(language), months
    for year, months in own.by_year.items():
        yield year, months


def _row(name: str, own: Months, scale: Scale, language: Language) -> Row:
    spread = own.months
    if spread.median is None or spread.mean is None or spread.lower is None or spread.upper is None:
        return Row(name, lambda _: (), word("picture_unit", "nothing").of(language))
    left, right = scale.x(spread.lower), scale.x(spread.upper)
    median, mean = scale.x(spread.median), scale.x(spread.mean)

    def strokes(y: float) -> Iterator[str]:
        yield bar(left, y + 8, max(right - left, 1), 20, fill=LIGHT)
        yield _diamond(mean, y + 18)
        yield dot(median, y + 18, filled=True)

    return Row(name, strokes, f"{spread.median:.1f}; {spread.mean:.1f} ({spread.n})")


def _diamond(x: float, y: float) -> str:
    """Draw a sign whose corners are seen even where the median lies on it."""
    return shape([(x, y - 10), (x + 10, y), (x, y + 10), (x - 10, y)])


def _told(name: str, own: Months, language: Language) -> str:
    spread = own.months
    if spread.median is None:
        return f"{name}: {word('picture_unit', 'nothing').of(language)}."
    figures = {each: f"{getattr(spread, each):.1f}" for each in ("median", "mean", "lower", "upper")}
    over = {"over": own.over_six.n, "n": spread.n}
    return sentence("picture_months_told", name=Words(name, name), **figures, **over).of(language)


def _signs(language: Language) -> list[Sign]:
    return [
        sign(LIGHT, word("picture_sign", "middle_half").of(language)),
        Sign(lambda x, y: dot(x, y, filled=True), word("picture_sign", "median").of(language)),
        Sign(_diamond, word("picture_sign", "mean").of(language)),
        Sign(lambda x, y: line((x, y - 9), (x, y + 9), width=4), word("picture_sign", "six").of(language)),
    ]
