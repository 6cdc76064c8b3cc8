"""The Boards and their authorities, as they stood on a day."""

from datetime import date

import pytest

from models.guidance.boards import all_authorities, all_boards, authorities, board, boards, other_boards
from models.guidance.errors import GuidanceError

IN_2015 = date(2015, 6, 1)
BEFORE, AFTER = date(2019, 3, 31), date(2019, 4, 1)


def of_board(on: date) -> dict[str, int]:
    return {one.code: len(authorities(one.code, on)) for one in boards(on)}


def test_six_boards_share_the_22_authorities_of_2015() -> None:
    """R1."""
    assert of_board(IN_2015) == {
        "cardiff_and_vale": 2,
        "cwm_taf": 2,
        "south_east_wales": 5,
        "mid_and_west_wales": 4,
        "north_wales": 6,
        "western_bay": 3,
    }
    covered = [one.code for each in boards(IN_2015) for one in authorities(each.code, IN_2015)]
    assert sorted(covered) == sorted(one.code for one in all_authorities())
    assert len(set(covered)) == 22


def test_bridgend_moved_in_april_2019_and_history_stayed() -> None:
    """R118. Seen to fail with the board looked up as of today."""
    bridgend = next(one for one in all_authorities() if one.code == "bridgend")
    assert (bridgend.board_on(BEFORE), bridgend.board_on(AFTER)) == ("western_bay", "cwm_taf")
    assert of_board(BEFORE)["western_bay"] == 3
    assert of_board(AFTER)["western_bay"] == 2
    assert of_board(AFTER)["cwm_taf"] == 3


@pytest.mark.parametrize(
    ("code", "on", "cy", "en"),
    [
        ("western_bay", BEFORE, "Bwrdd Diogelu Bae’r Gorllewin", "Western Bay Safeguarding Board"),
        ("western_bay", AFTER, "Bwrdd Diogelu Gorllewin Morgannwg", "West Glamorgan Safeguarding Board"),
        ("cwm_taf", BEFORE, "Bwrdd Diogelu Cwm Taf", "Cwm Taf Safeguarding Board"),
        ("cwm_taf", AFTER, "Bwrdd Diogelu Cwm Taf Morgannwg", "Cwm Taf Morgannwg Safeguarding Board"),
    ],
)
def test_a_board_keeps_its_code_when_its_name_changes(code: str, on: date, cy: str, en: str) -> None:
    """R118."""
    assert board(code).name_on(on).both == f"{cy} / {en}"


@pytest.mark.parametrize("code", [one.code for one in boards(IN_2015)])
def test_what_one_board_learns_goes_to_the_five_others(code: str) -> None:
    """R110."""
    others = other_boards(code, IN_2015)
    assert len(others) == 5
    assert code not in {one.code for one in others}


def test_the_invented_board_holds_reviews_but_is_never_one_of_those_of_wales() -> None:
    assert board("example").invented
    assert board("example") not in boards(IN_2015)
    assert board("example") in all_boards()
    assert authorities("example", IN_2015) == ()


def test_nothing_that_an_invented_board_learns_goes_to_a_real_one() -> None:
    """Seen to fail with the six real Boards as the invented one's neighbours."""
    others = other_boards("example", IN_2015)
    assert len(others) == 5
    assert all(one.invented for one in others)


def test_an_unknown_board_is_refused_with_those_there_are() -> None:
    with pytest.raises(GuidanceError, match="north_wales"):
        board("nowhere")


def test_there_was_no_board_before_the_framework() -> None:
    assert boards(date(2012, 12, 31)) == ()
