"""The pages' own words, and facts as people read them: days, times, reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

import yaml
from babel.dates import format_date

from models.guidance.calendar_dates import LONDON
from models.guidance.sentences import in_words
from models.guidance.words import Language, word

_FILE = Path(__file__).with_name("words.yaml")


@dataclass(frozen=True)
class Say:
    """What the pages say in one language."""

    language: Language

    def __call__(self, code: str, **facts: object) -> str:
        """Say *code*, with its facts put in.

        Raises:
            KeyError: there is no such code, or a fact that it needs is missing.

        >>> Say("cy")("person_number", number=2)
        'Person 2'
        """
        return rows()[code][self.language].format(**facts)

    @property
    def other(self) -> Language:
        """The other language."""
        return "en" if self.language == "cy" else "cy"

    def day(self, on: date) -> str:
        """Write a day without its name.

        >>> from datetime import date
        >>> Say("cy").day(date(2026, 5, 12))
        '12 Mai 2026'
        """
        return in_words(on, self.language)

    def word(self, vocabulary: str, code: str) -> str:
        """Give a word of the field, begun with a capital."""
        written = word(vocabulary, code).of(self.language)
        return written[:1].upper() + written[1:]

    def when(self, starts_at: datetime, ends_at: datetime) -> str:
        """Write from when until when, on London's clock.

        >>> from datetime import UTC, datetime
        >>> Say("en").when(datetime(2026, 5, 12, 9, tzinfo=UTC), datetime(2026, 5, 12, 11, 30, tzinfo=UTC))
        'Tuesday 12 May 2026, 10:00 to 12:30 (UK time)'
        """
        start, end = starts_at.astimezone(LONDON), ends_at.astimezone(LONDON)
        one_day = start.date() == end.date()
        return self(
            "from_to" if one_day else "from_day_to_day",
            day=self.weekday(start.date()),
            start=f"{start:%H:%M}",
            end=f"{end:%H:%M}",
            **({} if one_day else {"last_day": self.weekday(end.date())}),
        )

    def weekday(self, on: date) -> str:
        """Write a day with its name.

        >>> from datetime import date
        >>> Say("cy").weekday(date(2026, 5, 12))
        'Dydd Mawrth 12 Mai 2026'
        """
        return str(format_date(on, "EEEE d MMMM y", locale=self.language))

    def day_of_week(self, on: date) -> str:
        """Write a day with its name and without its year.

        >>> from datetime import date
        >>> Say("cy").day_of_week(date(2026, 5, 12))
        'Dydd Mawrth 12 Mai'
        """
        return str(format_date(on, "EEEE d MMMM", locale=self.language))


@cache
def rows() -> Mapping[str, Mapping[str, str]]:
    """Give everything that the pages say, by code."""
    loaded: Mapping[str, Mapping[str, str]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return loaded
