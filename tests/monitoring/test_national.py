"""The national picture: made of the rows alone, adding up in every direction, the same through JSON."""

import json
from dataclasses import replace
from random import Random

from monitored import data_set, declined, many, reviewed

from models.monitoring.national import from_plain, picture, plain
from models.monitoring.national.figures import Cell
from models.monitoring.rows import DelayRow, DocumentRow, EarlierRow, StepRow
from models.monitoring.shares import Share


def test_the_counts_add_up_by_board_by_outcome_and_by_status() -> None:
    """R98, R100. Seen to fail with those not decided left out of the outcomes."""
    rows = [*many(200).reviews, declined("x", decided=None, status="draft", forum=None)]
    number = picture(data_set(*rows)).number
    assert number.referrals == 201 == sum(cell.n for cell in number.cells)
    for added in (number.by_board, number.by_outcome, number.by_status):
        assert sum(added.values()) == number.referrals
    assert number.by_outcome["not_decided"] == 1
    assert number.reviews == number.by_outcome["concise"] + number.by_outcome["extended"]
    assert sum(number.reviews_by_status.values()) == number.reviews
    assert Cell("example", "not_decided", "draft", 1) in number.cells


def test_a_forum_of_which_no_record_was_kept_is_not_known_and_never_none() -> None:
    """R92. Seen to fail with forums counted only where they are completed."""
    ten = [declined(f"m{n}", "mapf", forum="not_known") for n in range(10)]
    seen = picture(data_set(*ten))
    assert seen.number.forums == {"not_known": 10}
    assert Share(10, 10) in [each.share for each in seen.missing if each.code == "missing_forums"]


def test_on_time_is_of_those_of_which_it_can_be_said() -> None:
    """R99. Seen to fail with those still in progress counted as late."""
    rows = [
        reviewed("r1", on_time="yes"),
        reviewed("r2", on_time="no", with_action_plan="no"),
        reviewed(
            "r3", on_time="not_yet", with_action_plan="not_yet", completed_in=None, status="in_progress"
        ),
        declined("r4"),
    ]
    seen = picture(data_set(*rows)).timeliness
    assert (seen.on_time, seen.with_action_plan, seen.not_yet) == (Share(1, 2), Share(1, 2), 1)
    assert seen.on_time_by_board == {"example": Share(1, 2)}


def test_the_months_to_complete_are_of_completed_reviews_by_kind_and_year() -> None:
    """R48. Hand-computed: 183, 365 and 731 days; by the month of 30.4375 days 6.01, 11.99 and 24.02."""
    rows = [
        reviewed("r1", elapsed=183, completed_in="2013-12"),
        reviewed("r2", elapsed=365),
        reviewed("r3", elapsed=731, decided="extended"),
        reviewed("r4", elapsed=900, completed_in=None, status="overdue"),
        declined("r5", completed_in="2014-01"),
    ]
    seen = picture(data_set(*rows)).timeliness
    months = seen.completed.months
    assert (months.n, round(months.mean or 0, 2), round(months.median or 0, 2)) == (3, 14.01, 11.99)
    assert seen.completed.over_six == Share(2, 3)
    assert list(seen.by_kind) == ["concise", "extended"]
    assert {year: each.months.n for year, each in seen.by_year.items()} == {"2013": 1, "2014": 2}


def test_every_day_is_worked_attributed_or_unexplained_and_shared_days_count_once() -> None:
    """R62, R63. Seen to fail with the causes of a running review counted among the completed ones."""
    rows = [
        reviewed("r1", elapsed=300, working=100, attributed=120, unexplained=80, net=200),
        reviewed("r2", elapsed=200, working=180, attributed=20, unexplained=0, net=200, completed_in=None),
    ]
    causes = (
        DelayRow("example", "r1", "criminal_trial", 100, 60, 40),
        DelayRow("example", "r1", "diary", 60, 20, 40),
        DelayRow("example", "r2", "diary", 20, 20, 0),
    )
    seen = picture(data_set(*rows, delays=causes))
    done = seen.delays
    assert (done.reviews, done.elapsed, done.working, done.attributed, done.unexplained) == (
        1,
        300,
        100,
        120,
        80,
    )
    assert [(each.cause, each.any, each.exclusive, each.reviews) for each in done.causes] == [
        ("criminal_trial", 100, 60, 1),
        ("diary", 60, 20, 1),
    ]
    assert done.shared == 40
    assert sum(each.exclusive for each in done.causes) + done.shared == done.attributed
    assert [each.any for each in seen.delays_so_far.causes] == [20]


def test_agencies_are_shown_with_their_median_and_those_that_still_wait_in_no_order_of_merit() -> None:
    """R21. Seen to fail with the days of those that still wait in the median."""
    rows = [
        ("police", "came", 30),
        ("police", "came", 10),
        ("police", "waiting", 90),
        ("health", "given_up", 40),
    ]
    documents = tuple(DocumentRow("example", "r1", *each) for each in rows)
    health, police = picture(data_set(reviewed("r1"), documents=documents)).agencies
    assert (health.agency, health.came.median, health.given_up) == ("health", None, 1)
    assert (police.came.n, police.came.median, police.waiting, police.longest_waiting) == (2, 20, 1, 90)


def test_half_of_the_notifications_of_2015_were_clear_and_ours_are_held_against_that() -> None:
    """R35. Seen to fail with a rationale taken for clear that does not say the type of review."""
    rows = [
        *(reviewed(f"c{n}") for n in range(22)),
        *(declined(f"u{n}", quality_rationale=False) for n in range(21)),
        declined("t", quality_type=False),
        declined("n", quality=None, notified=False),
    ]
    seen = picture(data_set(*rows)).quality
    assert seen.clear == Share(22, 44) == seen.baseline
    low, high = seen.clear.interval or (0, 0)
    assert (round(low, 1), round(high, 1)) == (34.6, 65.4)
    assert (seen.notified, seen.scored) == (44, 44)


def test_a_step_is_kept_late_overdue_or_still_to_come() -> None:
    """R115. Seen to fail with steps still to come counted among those kept."""
    states = [("in_time", 0), ("in_time", 0), ("late", 4), ("overdue", 9), ("to_come", None)]
    rows = tuple(StepRow("example", "r1", "S10", "timelines", *each, "product") for each in states)
    (step,) = picture(data_set(reviewed("r1"), steps=rows)).steps
    assert (step.in_time, step.late, step.overdue, step.to_come) == (Share(2, 4), 1, 1, 1)
    assert step.days_late.median == 4
    assert step.provenance == ("product",)


def test_the_first_panel_is_held_against_two_months() -> None:
    """R49, R70."""
    rows = [reviewed(f"r{days}", decision_to_first_panel=days) for days in (20, 62, 63)]
    seen = picture(data_set(*rows)).timeliness
    assert (seen.first_panel.median, seen.first_panel_late) == (62, Share(1, 3))
    assert seen.sign_off["example"].median == 20


def test_what_is_missing_is_stated_and_what_is_there_is_not() -> None:
    """R114. Seen to fail with an unknown count of earlier years taken for nought."""
    unknown = EarlierRow("2013-2015", "", "forums_completed", None, "section 3")
    seen = picture(data_set(reviewed("r1", facts=""), declined("r2", notified=False), earlier=(unknown,)))
    missing = {each.code: each.share for each in seen.missing}
    assert missing["missing_earlier"] == Share(1, 1)
    assert missing["missing_facts"] == Share(1, 2)
    assert missing["missing_notified"] == Share(1, 2)
    assert "missing_forums" not in missing
    assert "missing_boards" not in missing


def test_a_board_whose_export_was_not_read_is_missing() -> None:
    real = replace(data_set(), boards=("north_wales", "western_bay"))
    assert Share(4, 6) in [each.share for each in picture(real).missing if each.code == "missing_boards"]


def test_the_same_rows_in_another_order_give_the_same_figures() -> None:
    """Seen to fail with counts left in the order of the rows."""
    data = many(300)
    chance = Random(3)  # noqa: S311 - seeded
    mixed = {
        name: tuple(chance.sample(getattr(data, name), len(getattr(data, name))))
        for name in ("reviews", "delays", "steps", "documents")
    }
    assert json.dumps(plain(picture(replace(data, **mixed)))) == json.dumps(plain(picture(data)))


def test_the_figures_go_through_json_and_come_back_the_same() -> None:
    """Seen to fail with the spreads left as mappings."""
    seen = picture(many(100))
    assert from_plain(json.loads(json.dumps(plain(seen)))) == seen


def test_of_no_rows_at_all_the_picture_still_stands() -> None:
    seen = picture(data_set())
    assert seen.number.referrals == 0
    assert seen.timeliness.completed.months.mean is None
    assert seen.quality.clear.interval is None
    assert from_plain(plain(seen)) == seen
