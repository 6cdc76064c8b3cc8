"""What the 2015 review counted: what the replay must come to, whatever is drawn.

Source: Social Research 45/2015, sections 1.4, 1.5, 2.2, 2.3 and 3. The shares of the six
Boards there fit only these six numbers; whose they are is not repeated here.
"""

from dataclasses import dataclass
from datetime import date

from models.guidance.route import Outcome


@dataclass(frozen=True)
class Counts:
    """How many of what; a smaller set than that of 2015 serves the tests.

    Attributes:
        boards: notifications of each invented Board, by its code.
        months: how long each completed review took, referral to completion.
        open_reviews: reviews that were in progress or overdue.
        concise: how many of all reviews; the others were extended.
        forums: Multi-Agency Professional Forums.
        no_review: notifications that nothing followed.
        unknown_to_services: those of them about a child who died and was not known to services.
        thin: notifications without a clear rationale.
        with_plan: completed reviews whose action plan was seen.
    """

    boards: tuple[tuple[str, int], ...]
    months: tuple[int, ...]
    open_reviews: int
    concise: int
    forums: int
    no_review: int
    unknown_to_services: int
    thin: int
    with_plan: int

    @property
    def reviews(self) -> int:
        """All reviews, completed or not."""
        return len(self.months) + self.open_reviews

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Every notification's outcome, reviews first."""
        many: tuple[tuple[Outcome, int], ...] = (
            ("concise", self.concise),
            ("extended", self.reviews - self.concise),
            ("mapf", self.forums),
            ("none", self.no_review),
        )
        return tuple(outcome for outcome, count in many for _ in range(count))


AS_OF = date(2015, 9, 30)
"""The day of the replay's stock-take; our own choice: the 2015 review gives none."""

SEED = 45
"""The number of the 2015 review; any other seed would do as well."""

OF_2015 = Counts(
    boards=(
        ("example", 17),
        ("example_b", 10),
        ("example_c", 6),
        ("example_d", 5),
        ("example_e", 4),
        ("example_f", 2),
    ),
    months=(8, 9, 10, 11, 12, 12, 13, 14, 15, 16),
    open_reviews=11,
    concise=13,
    forums=10,
    no_review=13,
    unknown_to_services=3,
    thin=22,
    with_plan=5,
)
"""The counts of 2015; that the months' mean is twelve is real, how they spread is drawn."""
