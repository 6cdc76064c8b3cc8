"""The versions of the guidance: each row sourced, each version on its dates."""

from datetime import date

import pytest

from models.guidance.errors import GuidanceError
from models.guidance.packs import DEFAULT, PACKS, pack, pack_for
from models.guidance.provenance import Provenance
from models.guidance.stages import Stage, stage_named
from models.guidance.words import vocabulary


@pytest.mark.parametrize("name", PACKS)
def test_every_rule_has_a_source_and_a_provenance(name: str) -> None:
    """R11. Seen to fail with one row's source left empty."""
    rules = pack(name)
    for source in (*rules.criteria.values(), *(row.source for row in rules.rows)):
        assert source.text.strip()
        assert source.provenance in Provenance


@pytest.mark.parametrize("name", PACKS)
def test_a_rule_whose_source_is_our_default_never_claims_authority(name: str) -> None:
    for row in pack(name).rows:
        if "our default" in row.source.text.lower():
            assert row.source.provenance in {Provenance.PRODUCT, Provenance.UNCONFIRMED}


@pytest.mark.parametrize("name", PACKS)
def test_every_stage_after_the_referral_has_a_deadline_and_every_deadline_one_offset(name: str) -> None:
    rows = pack(name).timescales
    assert list(dict.fromkeys(row.stage for row in rows)) == [
        stage for stage in Stage if "S02" <= stage <= "S24"
    ]
    assert len({row.key for row in rows}) == len(rows)
    for row in rows:
        given = [
            figure
            for figure in (row.months, row.weeks, row.days, row.working_days, row.annual_report)
            if figure
        ]
        assert len(given) == 1 or row.stage is Stage.S18
        assert row.rule.cy != row.rule.en
        assert row.milestone in vocabulary("milestone")


def test_provenance_is_that_of_the_guidance_register() -> None:
    """R11: domain.md's table; where duty and days differ, the days'."""
    marks = {
        (row.stage.value, row.milestone): row.source.provenance.value for row in pack("cpr-2016").timescales
    }
    assert marks["S03", "recommendation"] == "unconfirmed"
    assert marks["S08", "alarm"] == "review-2015"
    assert marks["S24", "annual_report"] == "statute"
    assert {stage for (stage, _), mark in marks.items() if mark == "unconfirmed"} == {
        "S03", "S16", "S17", "S18", "S19", "S20", "S21",
    }  # fmt: skip


def test_every_row_of_the_unified_review_is_unconfirmed() -> None:
    rules = pack("susr-2024")
    sources = {*rules.criteria.values(), *(row.source for row in rules.rows)}
    assert {source.provenance for source in sources} == {Provenance.UNCONFIRMED}
    assert rules.warnings == ("susr_unconfirmed",)
    assert rules.id == DEFAULT


@pytest.mark.parametrize(
    ("referral", "name"),
    [
        (date(2013, 1, 1), "cpr-2013"),
        (date(2016, 4, 5), "cpr-2013"),
        (date(2016, 4, 6), "cpr-2016"),
        (date(2024, 9, 30), "cpr-2016"),
        (date(2024, 10, 1), "susr-2024"),
    ],
)
def test_the_day_of_the_referral_chooses_the_version(referral: date, name: str) -> None:
    """Trap 7."""
    assert pack_for(referral).id == name


def test_before_the_framework_there_is_no_version() -> None:
    with pytest.raises(GuidanceError, match="1 January 2013"):
        pack_for(date(2012, 12, 31))


def test_an_unknown_version_is_refused_with_those_there_are() -> None:
    with pytest.raises(GuidanceError, match="cpr-2013, cpr-2016, susr-2024"):
        pack("cpr-2020")


@pytest.mark.parametrize("stage", [Stage.S01, Stage.S08, Stage.S12, Stage.S24])
def test_a_stage_is_found_by_number_and_by_name(stage: Stage) -> None:
    number = str(int(stage.value[1:]))
    names = (
        stage.value,
        stage.value.lower(),
        f"s{number}",
        number,
        stage.slug,
        stage.slug.replace("_", "-"),
        stage.slug.upper(),
    )
    assert {stage_named(name) for name in names} == {stage}


def test_every_stage_has_a_name_a_title_in_both_languages_and_somebody_who_acts() -> None:
    for stage in Stage:
        assert stage_named(stage.slug) is stage
        assert stage.words.cy != stage.words.en
        assert stage.actor in vocabulary("actor")


@pytest.mark.parametrize(
    "text", ["", "S", "S0", "S25", "0", "99", "S003", "nonsense", "x" * 100_000, "S03; drop"]
)
def test_what_is_no_stage_is_refused(text: str) -> None:
    with pytest.raises(GuidanceError, match="S01-S24"):
        stage_named(text)
