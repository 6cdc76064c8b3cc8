"""Causes of delay, agencies’ answers, notifications: days and shares, each with how many they are of."""

from collections.abc import Callable, Iterable, Iterator

from models.guidance.boards import board
from models.guidance.calendar_dates import ImpreciseDate
from models.guidance.pictures.drawing import BAR, bar, dot, line
from models.guidance.pictures.legend import Sign
from models.guidance.sentences import sentence
from models.guidance.words import Language, word
from models.monitoring.national.figures import AgencyDays, CauseDays, Delays, National
from models.monitoring.pictures.rows import SHARED, Row, Scale, drawn, scale_for, sign
from models.monitoring.shares import Share

_WHOLE, _HALF = 100.0, 50.0


def delay_causes(delays: Delays, language: Language) -> str:
    """Draw the days a review that each cause accounts for: alone, and beside another one, hatched."""
    reviews = delays.reviews
    scale = scale_for([each.any / reviews for each in delays.causes if reviews], 10)
    title = sentence("picture_causes_title", reviews=reviews).of(language)
    said = [_cause_told(each, reviews, language) for each in delays.causes]
    rows = [_cause_row(each, reviews, scale, language) for each in delays.causes]
    notes = [sentence("picture_causes_how").of(language)]
    signs = [
        sign(BAR, word("picture_sign", "exclusive").of(language)),
        sign(SHARED, word("picture_sign", "shared").of(language)),
    ]
    unit = word("picture_unit", "any_exclusive_shared").of(language)
    return drawn(title, said, rows, scale, unit=unit, signs=signs, notes=notes)


def agencies_days(national: National, language: Language) -> str:
    """Draw each agency's median days to answer a request for its timeline, alphabetically."""
    named = sorted(
        ((word("agency", each.agency).of(language), each) for each in national.agencies),
        key=lambda pair: pair[0].casefold(),
    )
    scale = scale_for([each.came.median for _, each in named], 10)
    title = sentence("picture_agencies_title").of(language)
    said = [_agency_told(name, each, language) for name, each in named]
    rows = [_agency_row(name, each, scale, language) for name, each in named]
    notes = [sentence("picture_agencies_how").of(language)]
    unit = word("picture_unit", "median_came_waiting").of(language)
    return drawn(title, said, rows, scale, unit=unit, notes=notes)


def notification_quality(national: National, language: Language) -> str:
    """Draw the share of notifications with a clear rationale, with exact intervals, against one half."""
    own = national.quality
    every = word("picture_of", "all_boards").of(language)
    day = ImpreciseDate.parse(national.as_of).earliest
    shares = [
        (every, own.clear),
        *((board(code).name_on(day).of(language), each) for code, each in own.clear_by_board.items()),
        ("2015", own.baseline),
    ]
    scale = Scale(_WHOLE, (0, 25, 50, 75, 100), against=_HALF)
    title = sentence("picture_quality_title", n=own.clear.of).of(language)
    said = [f"{name}: {_share_told(each, language)}." for name, each in shares]
    rows = [Row(name, _share_strokes(each, scale), _share_told(each, language)) for name, each in shares]
    notes = [sentence("picture_quality_how").of(language)]
    if any(each.small for _, each in shares):
        notes.append(sentence("picture_small").of(language))
    signs = [
        Sign(lambda x, y: dot(x, y, filled=True), word("picture_sign", "share").of(language)),
        Sign(
            lambda x, y: line((x - 9, y), (x + 9, y), width=3), word("picture_sign", "interval").of(language)
        ),
        Sign(lambda x, y: line((x, y - 9), (x, y + 9), width=4), word("picture_sign", "half").of(language)),
    ]
    return drawn(title, said, rows, scale, unit="%", signs=signs, notes=notes)


def _cause_row(each: CauseDays, reviews: int, scale: Scale, language: Language) -> Row:
    alone, either = each.exclusive / reviews, each.any / reviews

    def strokes(y: float) -> Iterator[str]:
        yield bar(scale.x(0), y + 7, scale.x(alone) - scale.x(0), 22, fill=BAR)
        yield bar(scale.x(alone), y + 7, scale.x(either) - scale.x(alone), 22, fill=SHARED)

    figures = f"{either:.1f} = {alone:.1f} + {either - alone:.1f}"
    return Row(word("cause", each.cause).of(language), strokes, figures)


def _cause_told(each: CauseDays, reviews: int, language: Language) -> str:
    figures = {name: f"{getattr(each, name) / reviews:.1f}" for name in ("any", "exclusive", "shared")}
    said = sentence("picture_cause_told", cause=word("cause", each.cause), reviews=each.reviews, **figures)
    return said.of(language)


def _agency_row(name: str, each: AgencyDays, scale: Scale, language: Language) -> Row:
    median = each.came.median

    def strokes(y: float) -> Iterator[str]:
        if median is not None:
            yield bar(scale.x(0), y + 7, max(scale.x(median) - scale.x(0), 1), 22)

    said = word("picture_unit", "nothing").of(language) if median is None else f"{median:g}"
    return Row(name, strokes, f"{said} ({each.came.n}); {each.waiting}")


def _agency_told(name: str, each: AgencyDays, language: Language) -> str:
    median = (
        word("picture_unit", "nothing").of(language) if each.came.median is None else f"{each.came.median:g}"
    )
    counted = {"came": each.came.n, "waiting": each.waiting}
    return sentence("picture_agency_told", agency=name, median=median, **counted).of(language)


def _share_strokes(each: Share, scale: Scale) -> Callable[[float], Iterable[str]]:
    percent, interval = each.percent, each.interval

    def strokes(y: float) -> Iterator[str]:
        if percent is not None and interval is not None:
            yield line((scale.x(interval[0]), y + 18), (scale.x(interval[1]), y + 18), width=3)
            yield dot(scale.x(percent), y + 18, filled=not each.small)

    return strokes


def _share_told(each: Share, language: Language) -> str:
    if each.percent is None or each.interval is None:
        return word("picture_unit", "nothing").of(language)
    low, high = each.interval
    said = sentence("picture_share", n=each.n, of=each.of, low=f"{low:.0f}", high=f"{high:.0f}")
    return f"{each.percent:.0f}% {said.of(language)}"
