"""References as the Boards write them, and what in a text may point to a person."""

import time

import pytest

from models.guidance.errors import GuidanceError
from models.guidance.identifiers import identifiers
from models.guidance.references import reference, slug

LONG = 10_000


@pytest.mark.parametrize(
    "seen", ["CYSUR 4 2019", "CPR CTMSB 06-2021", "WG S71 2023", "CPR CTM 3/2026", "CPR EX 1/2026"]
)
def test_references_as_boards_publish_them_are_kept_as_they_are(seen: str) -> None:
    assert reference(seen) == seen
    assert reference(f"  {seen.lower()}  ") == seen


@pytest.mark.parametrize(
    "typed",
    ["", "CPR", "CPR CTM", "3/2026", "CPR CTM 3/26", "CPR CTM 3/1926", "../../etc 3/2026",
     "CPR CTM 3/2026; DROP", "CPR-CTM-3-2026",
     "CPR CTM 3/2026\x00", "A" * LONG, " " * LONG, "CPR CTM ٣/2026", "CPR JANE SMITH 3/2026"],
)  # fmt: skip
def test_what_is_no_reference_is_refused_without_being_repeated(typed: str) -> None:
    with pytest.raises(GuidanceError) as refused:
        reference(typed)
    assert refused.value.code == "not_a_reference"
    assert not refused.value.facts


def test_a_reference_in_a_file_name_is_plain() -> None:
    assert [slug(seen) for seen in ("CYSUR 4 2019", "CPR CTMSB 06-2021", "CPR CTM 3/2026")] == [
        "cysur-4-2019",
        "cpr-ctmsb-06-2021",
        "cpr-ctm-3-2026",
    ]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("nhs_number", "NHS 943 476 5919"),
        ("nhs_number", "9434765919"),
        ("nhs_number", "401-023-2137"),
        ("postcode", "lives at CF10 3NQ now"),
        ("postcode", "ll571aa"),
        ("national_insurance", "QQ no, AB 12 34 56 C yes"),
        ("national_insurance", "ab123456c"),
        ("e_mail", "write to a.person+x@example.gov.wales please"),
        ("phone", "ring 029 2087 1234"),
        ("phone", "+44 7700 900123"),
        ("phone", "(01234) 567890"),
        ("full_date", "born 03/04/2019"),
        ("full_date", "born 3.4.19"),
        ("full_date", "2019-04-03"),
        ("full_date", "on 3 April 2019"),
        ("full_date", "ar 3 Ebrill 2019"),
        ("full_date", "the 3rd of Apr 2019"),
        ("full_date", "April 3, 2019"),
    ],
)
def test_what_looks_like_an_identifier_is_named(kind: str, text: str) -> None:
    assert kind in identifiers(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Neglect was suspected over several months; agencies did not share what they knew.",
        "943 476 5918",  # the check digit is wrong
        "CPR CTM 3/2026",
        "April 2019",
        "Ebrill 2019, S03 and 10 working days",
        "6 of 22 authorities",
    ],
)
def test_what_names_nobody_raises_no_warning(text: str) -> None:
    assert identifiers(text) == ()


@pytest.mark.parametrize(
    "piece", ["a", "a.", "a@", "@", "0 ", "01 ", "1/1/", "A1", "9434765", "(0", "+44 ", "1 January ", "AB12 "]
)
def test_hostile_text_costs_no_more_than_its_length(piece: str) -> None:
    """Seen to fail with an unbounded e-mail pattern."""
    began = time.perf_counter()
    identifiers(piece * (LONG // len(piece)))
    assert time.perf_counter() - began < 0.5
