"""What the commands about meetings share: which meeting, a time on a day, who, and how it is said again."""

from datetime import date, datetime, time
from typing import Any

import click

from models import casework
from models.guidance.errors import GuidanceError
from models.guidance.meeting_kinds import instant
from models.guidance.words import word
from models.records import Meeting, Person, Review
from models.records.meetings import MEETINGS


class Span(click.ParamType[tuple[datetime, datetime]]):
    """A time from-until on one day in London, as ``2026-05-12T10:00/12:30``."""

    name = "DAY'T'FROM/UNTIL"
    example = "2026-05-12T10:00/12:30"

    def convert(self, value: Any, param: Any, ctx: Any) -> tuple[datetime, datetime]:  # noqa: ANN401 - click's signature
        """Read the span, as two instants in UTC."""
        try:
            day, _, hours = str(value).partition("T")
            starts, _, ends = hours.partition("/")
            on = date.fromisoformat(day)
            return instant(on, time.fromisoformat(starts)), instant(on, time.fromisoformat(ends))
        except ValueError:
            self.fail(self.example, param, ctx)


review_argument = click.argument("reference")
kind_argument = click.argument("kind", type=click.Choice(MEETINGS))
number_option = click.option(
    "--number",
    type=click.IntRange(1, 99),
    default=None,
    help="Pa un o’i fath; yr un sydd i ddod fel arfer / Which of its kind; the one to come by default.",
)
DAY = click.DateTime(["%Y-%m-%d"])
HOUR = click.DateTime(["%H:%M"])


def person_of(at: casework.Office, code: str) -> Person:
    """Give a person by code.

    Raises:
        GuidanceError: there is nobody of that code.
    """
    found = at.session.get(Person, code)
    if found is None:
        raise GuidanceError("person_unknown", field="person")
    return found


def which(review: Review, found: Meeting) -> dict[str, Any]:
    """Give the facts by which a sentence names a meeting."""
    return {
        "reference": review.reference,
        "meeting": word("meeting", found.kind),
        "number": found.number,
    }
