"""The meetings of a programme as data: each has its place in the guidance, and all of them fit its time."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from models.guidance.meeting_kinds import kinds
from models.guidance.packs import PACKS, pack
from models.guidance.programme_rules import BY_AGENCY, ONE_IS_ENOUGH, foreseen, hours, source
from models.guidance.provenance import Provenance
from models.guidance.timescales import REFERRAL, deadlines

ROWS = [*foreseen("review").values(), *foreseen("forum").values()]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.key)
def test_every_meeting_has_its_kind_its_name_and_fits_a_day(row) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    opens, closes = hours()
    assert row.key == f"{row.kind}-{row.number}"
    assert row.kind in kinds()
    assert 0 < row.minutes <= (closes.hour - opens.hour) * 60
    assert row.minutes % 15 == 0


@pytest.mark.parametrize("name", PACKS)
def test_every_deadline_that_a_meeting_keeps_stands_in_every_pack(name: str) -> None:
    """Seen to fail with a milestone misspelt: then a meeting is wished for as early as may be."""
    known = {each.key for each in pack(name).timescales}
    for row in ROWS:
        assert {row.due, row.after} - {None} <= known


@pytest.mark.parametrize("name", PACKS)
def test_the_least_gaps_leave_room_between_decision_and_completion(name: str) -> None:
    """Seen to fail with eight weeks between the Learning Event and the draft."""
    of = pack(name)
    due = {(row.stage, row.milestone): row.due for row in deadlines(of, {REFERRAL: of.since})}
    rows = list(foreseen("review").values())
    days = [due[row.due] for row in rows if row.due]
    assert days[0] < days[2] < days[3] < days[4] < days[5]
    for before, row in pairwise(rows[2:]):
        assert before.due is not None
        assert row.due is not None
        assert (due[row.due] - due[before.due]).days >= row.gap[0], row.key


def test_only_the_family_and_the_second_panel_meeting_may_change_places() -> None:
    assert [row.key for row in ROWS if row.either_order] == ["family-1"]
    assert list(foreseen("review"))[2] == "panel-2"


def test_whoever_is_told_has_the_notice_that_the_guidance_of_the_event_asks_for() -> None:
    today = date(2026, 3, 2)
    for row in ROWS:
        assert row.not_before(today) >= today + timedelta(weeks=row.weeks_ahead)


def test_the_figures_claim_no_authority_and_every_role_of_theirs_is_invited() -> None:
    assert source().provenance is Provenance.PRODUCT
    invited = {called.role for kind in kinds().values() for called in kind.called}
    assert invited >= BY_AGENCY | ONE_IS_ENOUGH
