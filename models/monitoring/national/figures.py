"""The figures of the national picture, as values: what the pages, the pictures and the command show.

Durations of reviews are in months of 30.4375 days (`MONTH`), because rows say how long and not
from which day; other durations are in days. Boards and agencies stand in the alphabetical order
of their codes: nothing here ranks them.
"""

from dataclasses import dataclass

from models.guidance.waterfall import DAYS_OF_A_MONTH
from models.monitoring.consistency import Departures, Finding, Flag, Rule
from models.monitoring.rows import EarlierRow
from models.monitoring.shares import Share, Spread

MONTH = float(DAYS_OF_A_MONTH)
"""Days in a month on the average, 30.4375: a year of 365.25 days by twelve."""
SIX_MONTHS = 184
"""Days in six calendar months, the longest there are: a review of more took more than six (`product`)."""
TWO_MONTHS = 62
"""Days in two calendar months, the longest there are. Source: Social Research 45/2015, section 2.3."""


@dataclass(frozen=True)
class Cell:
    """How many referrals a Board has with an outcome and a status."""

    board: str
    outcome: str
    status: str
    n: int


@dataclass(frozen=True)
class Number:
    """How many there are: the cells, and what they add up to in each direction.

    ``not_decided`` is an outcome here, so that every referral has one. *reviews* are those
    decided concise or extended, and *published*, *closed* are counted of them alone.
    """

    referrals: int
    cells: tuple[Cell, ...]
    by_board: dict[str, int]
    by_outcome: dict[str, int]
    by_status: dict[str, int]
    by_year: dict[str, int]
    reviews: int
    reviews_by_status: dict[str, int]
    published: int
    closed: int
    notified: int
    forums: dict[str, int]
    processes: dict[str, int]


@dataclass(frozen=True)
class Months:
    """How many months completed reviews took; *over_six* are those of more than 184 days."""

    months: Spread
    over_six: Share


@dataclass(frozen=True)
class Timeliness:
    """Whether reviews were on time, and where the time went between their steps.

    Attributes:
        on_time: of the reviews of which it can be said: completed, or past their day.
        with_action_plan: likewise.
        not_yet: reviews of which *on_time* cannot be said yet.
        first_panel: days from the decision to the first Panel meeting (R49).
        first_panel_late: those of more than two months.
        sign_off: days from the report's submission to the Board to its sign-off, by Board (R70).
        returned: referrals that went back for information, and days that these waited (R31).
    """

    on_time: Share
    on_time_by_board: dict[str, Share]
    with_action_plan: Share
    not_yet: int
    completed: Months
    by_kind: dict[str, Months]
    by_year: dict[str, Months]
    by_board: dict[str, Months]
    first_panel: Spread
    first_panel_late: Share
    sign_off: dict[str, Spread]
    returned: Share
    returned_days: Spread


@dataclass(frozen=True)
class CauseDays:
    """Days that one cause accounts for over all reviews counted, and in how many of them it did."""

    cause: str
    any: int
    exclusive: int
    shared: int
    reviews: int


@dataclass(frozen=True)
class Delays:
    """Where the days of *reviews* went, in sums of days; ``working + attributed + unexplained == elapsed``.

    *shared* are the attributed days that more than one cause accounts for, each counted once:
    with the exclusive days of all causes they add up to *attributed*.
    """

    reviews: int
    elapsed: int
    working: int
    attributed: int
    unexplained: int
    net: int
    shared: int
    causes: tuple[CauseDays, ...]

    def mean_months(self, days: int) -> float | None:
        """Give so many days of all reviews as months of one."""
        return days / self.reviews / MONTH if self.reviews else None


@dataclass(frozen=True)
class AgencyDays:
    """How an agency answers requests for its timeline: days of those that came, and how many still wait."""

    agency: str
    came: Spread
    given_up: int
    waiting: int
    longest_waiting: int


@dataclass(frozen=True)
class Quality:
    """The notifications to Welsh Government.

    *clear* are those with a clear rationale, held against *baseline*: 22 of 44.

    Source of the baseline: Social Research 45/2015, section 2.2.
    """

    notified: int
    scored: int
    mean_score: float | None
    parts: dict[str, Share]
    clear: Share
    clear_by_board: dict[str, Share]
    baseline: Share
    unanimous: dict[str, int]


@dataclass(frozen=True)
class StepKept:
    """How the deadline of one step was kept, where it has come (R115).

    *late* are steps done after their day, *overdue* those not done though it is past; *days_late* is
    of the late ones. *provenance* says how far the deadline can be trusted.
    """

    stage: str
    milestone: str
    provenance: tuple[str, ...]
    in_time: Share
    late: int
    overdue: int
    to_come: int
    days_late: Spread


@dataclass(frozen=True)
class Impact:
    """What came of reviews: learning, actions done, who was told and answered, and what effect was seen."""

    learning_points: int
    reviews_with_learning: Share
    plan_items_done: Share
    boards_acknowledged: Share
    agencies_acknowledged: Share
    reach: int
    effect_6_months: dict[str, int]
    effect_12_months: dict[str, int]
    families: dict[str, int]


@dataclass(frozen=True)
class Missing:
    """Something that the data do not say: a sentence's code, and of how many it is missing."""

    code: str
    share: Share


@dataclass(frozen=True)
class National:
    """The country as of a day, as it was known on a day; *synthetic* where any row is invented."""

    version: str
    as_of: str
    known_on: str
    synthetic: bool
    boards: tuple[str, ...]
    number: Number
    timeliness: Timeliness
    delays: Delays
    delays_so_far: Delays
    agencies: tuple[AgencyDays, ...]
    quality: Quality
    steps: tuple[StepKept, ...]
    departures: tuple[Departures, ...]
    findings: tuple[Finding, ...]
    flags: tuple[Flag, ...]
    protocols: tuple[Rule, ...]
    impact: Impact
    earlier: tuple[EarlierRow, ...]
    missing: tuple[Missing, ...]
