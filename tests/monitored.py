"""Rows of the national data set as tests need them: one complete row, and many seeded ones."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

from models.guidance.packs import pack
from models.monitoring.rows import VERSION, DataSet, DelayRow, DocumentRow, ReviewRow, StepRow

FACTS = "harm=died abuse=suspected in_area=yes under_18=yes window=no learning=no prognosis=no"
BOARDS = ("example", "example_b", "example_c", "example_d", "example_e", "example_f")

_PLAIN = ReviewRow(
    board="example",
    row="r1",
    synthetic=True,
    pack="cpr-2013",
    route="agency",
    children=1,
    facts=FACTS,
    died="yes",
    known_to_services="yes",
    advice="concise",
    rule="neither_in_window",
    recommended="concise",
    decided="concise",
    unanimous="unanimous",
    notified=True,
    status="completed",
    forum=None,
    on_time="no",
    with_action_plan="yes",
    referred_in="2013-05",
    decided_in="2013-06",
    notified_in="2013-06",
    first_panel_in="2013-08",
    due_in="2013-11",
    completed_in="2014-05",
    submitted_in="2014-06",
    published_in="2014-07",
    action_plan_in="2014-06",
    closed_in=None,
    elapsed=365,
    working=184,
    attributed=150,
    unexplained=31,
    net=300,
    decision_to_first_panel=61,
    submitted_to_signed_off=20,
    returned_days=0,
    quality=80,
    quality_type=True,
    quality_votes=True,
    quality_rationale=True,
    quality_outline=True,
    quality_order=False,
    panel_meetings=3,
    reviewers=1,
    local_protocol=False,
    family="accepted",
    learning_points=4,
    plan_items=5,
    plan_items_done=3,
    boards_told=5,
    boards_acknowledged=4,
    agencies_told=6,
    agencies_acknowledged=6,
    reach=120,
    effect_6_months="seen",
    effect_12_months="too_soon",
)

_NO_REVIEW: dict[str, Any] = {
    "status": "completed",
    "on_time": "not_asked",
    "with_action_plan": "not_asked",
    "first_panel_in": None,
    "due_in": None,
    "submitted_in": None,
    "published_in": None,
    "action_plan_in": None,
    "elapsed": None,
    "working": None,
    "attributed": None,
    "unexplained": None,
    "net": None,
    "decision_to_first_panel": None,
    "submitted_to_signed_off": None,
    "panel_meetings": 0,
    "reviewers": None,
    "family": None,
    "learning_points": 0,
    "plan_items": 0,
    "plan_items_done": 0,
}


def reviewed(row: str, **differing: Any) -> ReviewRow:  # noqa: ANN401 - any field of a row
    """Give a completed concise review, but for what differs."""
    return replace(_PLAIN, row=row, **differing)


def declined(row: str, outcome: str = "none", **differing: Any) -> ReviewRow:  # noqa: ANN401 - any field of a row
    """Give a referral after which no review followed."""
    forum = "not_known" if outcome == "mapf" else None
    own = {**_NO_REVIEW, "decided": outcome, "recommended": outcome, "forum": forum, **differing}
    return replace(_PLAIN, row=row, **own)


def data_set(*reviews: ReviewRow, **tables: Any) -> DataSet:  # noqa: ANN401 - any table of rows
    """Put rows together to a data set of the Boards that they name."""
    boards = tuple(sorted({row.board for row in reviews}))
    return DataSet(VERSION, "2015-09-30", "2015-09-30", boards, reviews, **tables)


def many(count: int, seed: int = 1, steps: int = 25) -> DataSet:
    """Give so many seeded rows of invented Boards, each with its steps, delays and documents."""
    chance = Random(seed)  # noqa: S311 - seeded, so that it can be repeated
    reviews = tuple(_seeded(chance, number) for number in range(count))
    return DataSet(
        VERSION,
        "2015-09-30",
        "2015-09-30",
        BOARDS,
        reviews,
        delays=tuple(row for each in reviews if each.elapsed for row in _causes(chance, each)),
        steps=tuple(
            StepRow(each.board, each.row, *_STEPS[n % len(_STEPS)], *chance.choice(_STATES), "product")
            for each in reviews
            for n in range(steps)
        ),
        documents=tuple(
            DocumentRow(each.board, each.row, agency, "came", chance.randrange(5, 90))
            for each in reviews
            for agency in ("police", "health", "education")
        ),
    )


_STEPS = tuple((row.stage.value, row.milestone) for row in pack("cpr-2013").timescales)
_STATES = (("in_time", 0), ("late", 12), ("late", 40), ("overdue", 5), ("to_come", None))


def _causes(chance: Random, row: ReviewRow) -> Iterator[DelayRow]:
    """Put a review's attributed days down to two causes that share some of them."""
    days = row.attributed or 0
    shared = chance.randrange(days // 2 + 1)
    first = chance.randrange(days - shared + 1)
    for cause, alone in (("criminal_trial", first), ("diary", days - shared - first)):
        yield DelayRow(row.board, row.row, cause, alone + shared, alone, shared)


def _seeded(chance: Random, number: int) -> ReviewRow:
    board = chance.choice(BOARDS)
    outcome = chance.choice(("concise", "extended", "mapf", "none"))
    if outcome in ("mapf", "none"):
        return declined(f"{number:032x}", outcome, board=board)
    elapsed = chance.randrange(150, 700)
    attributed = chance.randrange(0, elapsed)
    working = min(elapsed - attributed, 184)
    return reviewed(
        f"{number:032x}",
        net=elapsed,
        board=board,
        decided=outcome,
        elapsed=elapsed,
        working=working,
        attributed=attributed,
        unexplained=elapsed - attributed - working,
        quality_rationale=chance.random() < 0.5,
    )
