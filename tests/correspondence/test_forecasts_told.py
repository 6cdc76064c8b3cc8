"""R48: the coordinator's week says when reviews are expected to be complete, and how far that has moved."""

import pytest
from correspondence_samples import SAMPLES
from letters_written import part, written


@pytest.mark.parametrize(
    ("language", "heading", "promise", "mark"),
    [
        ("en", "When reviews are expected to be complete", "A forecast, not a promise", "(synthetic)"),
        ("cy", "Pryd y disgwylir cwblhau adolygiadau", "Rhagolwg, nid addewid", "(synthetig)"),
    ],
)
def test_the_week_tells_the_forecasts_in_either_language(
    language: str, heading: str, promise: str, mark: str
) -> None:
    """Seen to fail with the forecasts left out of the plain part."""
    letter = written("weekly", language)
    for kind in ("plain", "html"):
        told = part(letter, kind)
        assert heading in told
        assert promise in told
        assert mark in told
        assert "-12" in told
        assert ("2 October 2026" if language == "en" else "2 Hydref 2026") in told
        assert "+0" not in told


def test_a_week_meant_before_there_were_forecasts_is_still_written() -> None:
    """Seen to fail with the facts asked for unseen: a letter of the outbox could not be written any more."""
    facts = {name: fact for name, fact in SAMPLES["weekly"].items() if name != "forecasts"}
    assert "forecast" not in part(written("weekly", "en", facts), "plain")
