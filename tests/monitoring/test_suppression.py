"""Small counts are left out of published tables, and nothing that is shown gives them back."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from monitored import data_set, declined, reviewed

from models.monitoring.published import ALL, LEFT_OUT, published
from models.monitoring.suppression import THRESHOLD, Line, determined, left_out

COUNTS = st.sampled_from([0, 0, 1, 2, 3, 4, 5, 6, 9, 30])


def grid(values: Sequence[Sequence[int]]) -> tuple[dict[str, int], tuple[Line, ...]]:
    """Give a table with the totals of its rows, of its columns and of all."""
    down, across = len(values), len(values[0])
    counts = {f"{r} {c}": values[r][c] for r in range(down) for c in range(across)}
    counts |= {f"{r} all": sum(values[r]) for r in range(down)}
    counts |= {f"all {c}": sum(row[c] for row in values) for c in range(across)}
    counts["all all"] = sum(map(sum, values))
    rows = [Line(tuple(f"{r} {c}" for c in range(across)), f"{r} all") for r in [*range(down), "all"]]
    columns = [Line(tuple(f"{r} {c}" for r in range(down)), f"all {c}") for c in [*range(across), "all"]]
    return counts, (*rows, *columns)


def worked_out(counts: Mapping[str, int], lines: Sequence[Line], hidden: frozenset[str]) -> dict[str, int]:
    """Do what a reader would: subtract what is shown from a total, and go on with what that gives."""
    shown = {cell: count for cell, count in counts.items() if cell not in hidden}
    found: dict[str, int] = {}
    while True:
        known = {**shown, **found}
        more = dict(each for line in lines if (each := _missing(line, known)))
        if not more.keys() - found.keys():
            return found
        found |= more


def _missing(line: Line, known: Mapping[str, int]) -> tuple[str, int] | None:
    unknown = [cell for cell in line.cells if cell not in known]
    if len(unknown) != 1:
        return None
    parts = sum(known.get(cell, 0) for cell in line.parts)
    return unknown[0], parts if unknown[0] == line.total else known[line.total] - parts


@given(
    st.integers(1, 5).flatmap(
        lambda n: st.lists(st.lists(COUNTS, min_size=n, max_size=n), min_size=1, max_size=6)
    )
)
def test_no_cell_that_is_left_out_can_be_worked_out(values: list[list[int]]) -> None:
    """Seen to fail with the small cells alone left out, and without the look at several lines together."""
    counts, lines = grid(values)
    hidden = left_out(counts, lines)
    assert {cell for cell, count in counts.items() if 0 < count < THRESHOLD} <= hidden
    assert worked_out(counts, lines, hidden) == {}
    assert determined(lines, hidden) == frozenset()


@given(
    st.integers(2, 5).flatmap(
        lambda n: st.lists(st.lists(COUNTS, min_size=n, max_size=n), min_size=2, max_size=6)
    )
)
def test_what_is_left_out_of_a_line_is_never_a_small_sum(values: list[list[int]]) -> None:
    """Two cells of one each must not be told from a sum of two. Seen to fail with one more cell enough."""
    counts, lines = grid(values)
    hidden = left_out(counts, lines)
    for line in lines:
        parts = [counts[cell] for cell in line.parts if cell in hidden]
        if parts and line.total not in hidden:
            assert sum(parts) >= THRESHOLD or len(parts) == len(line.parts)


def test_a_pattern_that_only_several_lines_together_betray_is_found() -> None:
    """Two pairs in every row and column, and yet one cell between them follows."""
    lines = (Line(("a", "b"), "x"), Line(("b", "c"), "y"), Line(("a", "c"), "z"))
    assert determined(lines, {"a", "b", "c"}) == {"a", "b", "c"}
    assert left_out({"a": 3, "b": 30, "c": 40, "x": 33, "y": 70, "z": 43}, lines) >= {"a", "b", "c", "x"}


def test_a_table_without_small_counts_is_shown_whole() -> None:
    counts, lines = grid([[5, 0, 7], [0, 12, 9]])
    assert left_out(counts, lines) == frozenset()


def test_published_tables_agree_on_what_they_leave_out_and_show_no_row() -> None:
    """Seen to fail without the lines between two tables: a forum's count was the difference of both."""
    reviews = [reviewed(f"r{n}") for n in range(20)]
    reviews += [declined(f"m{n}", "mapf") for n in range(3)]
    reviews += [declined(f"n{n}") for n in range(30)]
    tables = {each.name: each for each in published(data_set(*reviews))}
    assert set(tables) == {"decided", "status", "on_time", "with_action_plan"}
    decided = tables["decided"].rows["example"]
    assert decided["mapf"] is None
    for name in ("on_time", "with_action_plan"):
        # Both shown, their difference would be the forums.
        assert None in (decided["none"], tables[name].rows["example"]["not_asked"])
    totals = {each.rows[board]["all"] for each in tables.values() for board in (ALL, "example")}
    assert len(totals) == 1
    cells = [cell for each in tables.values() for row in each.sheet.rows for cell in row]
    assert LEFT_OUT in cells
    assert not {row.row for row in reviews} & set(cells)


@pytest.mark.parametrize("forums", [1, 2, 3, 4])
def test_what_is_no_review_cannot_be_told_from_what_was_not_asked_whether_it_was_on_time(forums: int) -> None:
    """Nothing but forums and reviews: how many were not asked *is* how many forums there were."""
    reviews = [reviewed(f"r{n}") for n in range(20)]
    reviews += [declined(f"m{n}", "mapf") for n in range(forums)]
    tables = {each.name: each for each in published(data_set(*reviews))}
    assert tables["decided"].rows["example"]["mapf"] is None
    assert tables["on_time"].rows["example"]["not_asked"] is None
    assert tables["with_action_plan"].rows["example"]["not_asked"] is None
