"""What a Board may declare: stricter than the guidance, whichever way stricter is, and never looser."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.guidance.errors import GuidanceError
from models.guidance.local_rules import declarable, rule_words, tightened, value_words
from models.guidance.packs import PACKS, pack

NOW = pack("cpr-2016")


@pytest.mark.parametrize(
    ("rule", "local", "stands"),
    [
        ("S10 timelines", "15", "15 working_days"),
        ("S17 complete", "5", "5 months"),
        ("S12 invite", "10", "10 weeks"),
        ("S19 publication", "21", "21 days"),
        ("reviewers", "2", "2"),
        ("neither_in_window", "extended", "extended"),
        ("no_learning_identified", "mapf", "mapf"),
    ],
)
def test_a_board_may_be_stricter_than_the_guidance(rule: str, local: str, stands: str) -> None:
    """R40."""
    assert tightened(rule, local, NOW).local == stands


@pytest.mark.parametrize(
    ("rule", "local", "code"),
    [
        ("S10 timelines", "20", "protocol_loosens"),
        ("S10 timelines", "25", "protocol_loosens"),
        ("S17 complete", "7", "protocol_loosens"),
        ("S17 complete", "0", "protocol_loosens"),
        ("S12 invite", "6", "protocol_too_short"),
        ("S19 publication", "7", "protocol_too_short"),
        ("S20 window_end", "4", "protocol_too_short"),
        ("reviewers", "1", "protocol_reviewers"),
        ("neither_in_window", "mapf", "protocol_row_loosens"),
        ("learning_identified", "none", "protocol_row_loosens"),
        ("register", "concise", "protocol_rule_unknown"),
        ("S24 annual_report", "1", "protocol_rule_unknown"),
        ("nonsense", "1", "protocol_rule_unknown"),
        ("S10 timelines", "-5", "protocol_not_a_number"),
        ("S10 timelines", "a few", "protocol_not_a_number"),
        ("S10 timelines", "²", "protocol_not_a_number"),
    ],
)
def test_what_would_loosen_the_guidance_is_refused_in_a_sentence(rule: str, local: str, code: str) -> None:
    """R40. Seen to fail with shorter taken for stricter everywhere: a later invitation went through."""
    with pytest.raises(GuidanceError) as refused:
        tightened(rule, local, NOW)
    assert refused.value.code == code
    assert refused.value.words.cy != refused.value.words.en


@given(st.sampled_from(PACKS), st.data())
def test_every_rule_that_may_be_declared_has_its_words(pack_id: str, data: st.DataObject) -> None:
    rule = data.draw(st.sampled_from(declarable(pack(pack_id))))
    assert rule_words(rule).cy
    try:
        found = tightened(rule, data.draw(st.sampled_from(["1", "2", "9", "40", "extended"])), pack(pack_id))
    except GuidanceError:
        return
    assert value_words(found.guidance).en != value_words(found.local).en
