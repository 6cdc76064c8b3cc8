"""Boards that read the criteria differently: found where they contradict each other, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from monitored import FACTS, declined, reviewed

from models.guidance.explanation import DEATH_DECLINED
from models.monitoring.consistency import departures, findings, flags, side_by_side
from models.monitoring.rows import ProtocolRow, ReviewRow
from models.monitoring.shares import Share

OTHER = FACTS.replace("window=no", "window=yes")


def test_the_same_facts_with_different_decisions_are_found_and_a_consistent_pair_is_not() -> None:
    """R39. Seen to fail with the facts left out of what is held together: both pairs were listed."""
    (found,) = findings(
        [
            reviewed("r1", board="example"),
            declined("r2", board="example_b"),
            reviewed("r3", board="example", facts=OTHER, decided="extended"),
            reviewed("r4", board="example_b", facts=OTHER, decided="extended"),
        ]
    )
    assert found.facts == FACTS
    assert found.outcomes == {"concise": {"example": 1}, "none": {"example_b": 1}}
    assert found.boards == ("example", "example_b")
    assert found.divided == ()
    assert found.referrals == 2


def test_a_board_that_contradicts_itself_is_found_and_marked() -> None:
    (found,) = findings([reviewed("r1"), reviewed("r2"), declined("r3")])
    assert found.within_one_board
    assert found.divided == ("example",)
    assert found.outcomes["concise"] == {"example": 2}


@pytest.mark.parametrize("decided", ["deferred", None])
def test_what_is_deferred_or_not_decided_yet_contradicts_nothing(decided: str | None) -> None:
    """Seen to fail with every outcome taken for final."""
    assert findings([reviewed("r1"), declined("r2", board="example_b", decided=decided)]) == ()


def test_two_versions_of_the_guidance_may_rightly_come_out_differently() -> None:
    """Seen to fail with the version left out of what is held together."""
    assert findings([reviewed("r1"), declined("r2", board="example_b", pack="cpr-2016")]) == ()


def test_nothing_is_held_together_where_the_facts_are_not_recorded() -> None:
    assert findings([reviewed("r1", facts=""), declined("r2", board="example_b", facts="")]) == ()


@given(st.lists(st.sampled_from(["concise", "extended", "mapf", "none"]), max_size=6), st.randoms())
def test_a_finding_says_nothing_of_the_order_of_rows(decided: list[str], chance: object) -> None:
    rows = [
        declined(f"r{n}", outcome, board=f"example_{'bcdef'[n % 5]}") for n, outcome in enumerate(decided)
    ]
    shuffled = list(rows)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert findings(rows) == findings(shuffled)
    assert len(findings(rows)) == (len(set(decided)) > 1)


def three_of_2015() -> list[ReviewRow]:
    """Give the three deaths of the 2015 review, declined because the child was not known to services."""
    return [
        declined(f"r{n}", board=board, known_to_services="no", advice="concise", recommended="none")
        for n, board in enumerate(("example", "example", "example_c"))
    ]


def test_the_three_deaths_of_2015_that_were_declined_as_not_known_raise_three_flags() -> None:
    """R38. Seen to fail with the flag asked of reviews alone."""
    rows = [*three_of_2015(), declined("r9"), reviewed("r8", known_to_services="no")]
    raised = flags(rows)
    assert [(each.code, each.board, each.row) for each in raised] == [
        (DEATH_DECLINED, "example", "r0"),
        (DEATH_DECLINED, "example", "r1"),
        (DEATH_DECLINED, "example_c", "r2"),
    ]


def test_departures_are_counted_by_rule_of_the_group_and_of_the_chair() -> None:
    """R41, R115. Seen to fail with the Chair held against the advice and not against the Group."""
    rows = [
        reviewed("r1"),
        reviewed("r2", recommended="none", decided="none"),
        reviewed("r3", board="example_b", recommended="none", decided="concise"),
        reviewed(
            "r4",
            board="example_b",
            rule="register",
            advice="extended",
            recommended="extended",
            decided="extended",
        ),
        reviewed("r5", rule=None, advice=None, recommended=None, decided=None),
    ]
    register, neither = departures(rows)
    assert (register.rule, neither.rule) == ("register", "neither_in_window")
    assert (register.group, register.chair) == (Share(0, 1), Share(0, 1))
    assert (neither.group, neither.chair) == (Share(2, 3), Share(1, 3))
    assert [(each.board, each.group, each.chair) for each in neither.boards] == [
        ("example", Share(1, 2), Share(0, 2)),
        ("example_b", Share(1, 1), Share(1, 1)),
    ]


def test_what_boards_declared_stands_beside_the_guidance() -> None:
    """R40, R74."""
    rows = [
        ProtocolRow("example_b", "reviewers", "1", "2", "2014-01", None, "Two have always worked better."),
        ProtocolRow("example", "reviewers", "1", "2", "2013-06", "2014-06", "A trial of one year."),
    ]
    (rule,) = side_by_side(rows)
    assert (rule.rule, rule.guidance) == ("reviewers", "1")
    assert [(each.board, each.local, each.until) for each in rule.boards] == [
        ("example", "2", "2014-06"),
        ("example_b", "2", None),
    ]
