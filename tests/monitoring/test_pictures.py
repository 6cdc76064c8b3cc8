"""The pictures of the national figures: each says in words what it shows, and nothing is cut off."""

from collections.abc import Callable

import pytest
from monitored import data_set, many, reviewed
from picture_boxes import misplaced, parsed

from models.guidance.words import Language
from models.monitoring.national import National, picture
from models.monitoring.pictures.days_and_shares import agencies_days, delay_causes, notification_quality
from models.monitoring.pictures.every import drawn_all
from models.monitoring.pictures.time_taken import months_to_complete, waterfall_of, why_not_six
from models.monitoring.rows import DelayRow, DocumentRow

SEEN = picture(many(44, 2))
DRAWN: list[Callable[[National, Language], str]] = [
    months_to_complete,
    agencies_days,
    notification_quality,
    lambda national, language: delay_causes(national.delays, language),
    lambda national, language: why_not_six(national.delays, language) or "",
]


def words(svg: str) -> str:
    return parsed(svg)[1].text or ""


@pytest.mark.parametrize("language", ["cy", "en"])
@pytest.mark.parametrize("drawn", DRAWN)
def test_no_text_of_a_picture_is_cut_off_or_lies_over_another(
    drawn: Callable[[National, Language], str], language: Language
) -> None:
    """Seen to fail with a margin too narrow for what the Welsh says of the units."""
    assert misplaced(drawn(SEEN, language)) == []


def test_the_months_are_said_as_they_are_drawn_with_the_line_of_six() -> None:
    rows = [reviewed("r1", elapsed=183), reviewed("r2", elapsed=365), reviewed("r3", elapsed=731)]
    said = words(months_to_complete(picture(data_set(*rows)), "en"))
    assert (
        "Completed reviews: 3; median 12.0 months, mean 14.0, the middle half 9.0–18.0; more than six: 2."
        in said
    )


def test_the_causes_are_said_alone_and_together() -> None:
    """R63. Seen to fail with the shared days drawn as if they were the cause's own."""
    causes = (
        DelayRow("example", "r1", "inquest", 100, 60, 40),
        DelayRow("example", "r1", "diary", 90, 50, 40),
    )
    svg = delay_causes(picture(data_set(reviewed("r1"), delays=causes)).delays, "en")
    assert "inquest: 100.0 days a review, 60.0 of them with no other cause and 40.0 beside another" in words(
        svg
    )
    assert svg.count("url(#shared)") == 3


def test_the_steps_from_six_months_to_the_mean_add_up_to_it() -> None:
    """R62. Seen to fail with the days of several causes left out."""
    found = waterfall_of(SEEN.delays)
    assert found is not None
    assert sum(step.days for step in found.steps) * found.reviews == SEEN.delays.elapsed
    assert sum(step.tenths for step in found.steps) == found.tenths


def test_agencies_stand_in_alphabetical_order_of_their_names_in_each_language() -> None:
    """R21. Seen to fail with the order of the codes, which is neither language's."""
    documents = tuple(
        DocumentRow("example", "r1", agency, "came", days)
        for agency, days in (("social_care", 5), ("education", 90), ("police", 30))
    )
    national = picture(data_set(reviewed("r1"), documents=documents))
    assert words(agencies_days(national, "en")).startswith("children’s social care: median 5; came: 1")
    assert words(agencies_days(national, "cy")).startswith("addysg: canolrif 90")


def test_small_numbers_are_said_beside_the_shares() -> None:
    """R35. Seen to fail with the warning for the whole country alone."""
    assert "Small numbers" in words(notification_quality(SEEN, "en"))
    assert "22 of 44; 35–65 %" in words(notification_quality(SEEN, "en"))


def test_of_nothing_there_is_still_a_picture_that_says_so() -> None:
    empty = picture(data_set())
    drawn = drawn_all(empty, "en")
    assert set(drawn) == {"months-to-complete", "notification-quality"}
    assert "Completed reviews: none." in words(drawn["months-to-complete"])
