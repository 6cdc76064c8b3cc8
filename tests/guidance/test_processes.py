"""Parallel processes: the table of whom to ask, what is constrained, and what may go on."""

import pytest

from models.guidance import holds, processes
from models.guidance.errors import GuidanceError
from models.guidance.provenance import Provenance
from models.guidance.words import vocabulary, word

KINDS = processes.all_kinds()


def test_every_kind_of_process_is_in_the_table_once_and_in_its_order() -> None:
    """R60: seen to fail with the IOPC's row taken out."""
    assert tuple(each.code for each in KINDS) == holds.PROCESSES


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_every_kind_says_whom_to_ask_what_it_constrains_and_what_may_go_on(kind: processes.Kind) -> None:
    """R60, R66: nothing of it is given as law; seen to fail with a scope misspelt."""
    assert kind.contacts
    assert set(kind.contacts) <= set(processes.CONTACT_ROLES)
    assert set(kind.constrains) <= set(holds.SCOPES)
    assert kind.meanwhile
    for each in kind.meanwhile:
        assert each.words.cy != each.words.en
        assert each.words.cy
        assert each.source.text
        assert each.source.provenance is Provenance.PRODUCT


def test_why_each_point_is_agreed_with_whoever_leads_is_the_reviews_own_finding() -> None:
    why = processes.why_ask()
    assert (why.source.text, why.source.provenance) == (
        "Social Research 45/2015, section 2.3",
        Provenance.REVIEW_2015,
    )


def test_no_advice_stands_in_the_table_that_no_kind_gives() -> None:
    given = {each.code for kind in KINDS for each in kind.meanwhile}
    assert given == set(processes._advice())


def test_of_several_processes_only_what_all_of_them_allow_may_go_on() -> None:
    """R66: seen to fail with the union for the intersection: the family was written to during a trial."""
    both = {each.code for each in processes.may_go_on(["inquest", "criminal_trial"])}
    assert "family_goes_on" in {each.code for each in processes.kind("inquest").meanwhile}
    assert "family_goes_on" not in both
    assert {"timelines", "panel"} <= both
    assert processes.may_go_on([]) == ()


def test_every_code_has_its_words() -> None:
    assert set(vocabulary("contact_role")) == set(processes.CONTACT_ROLES)
    assert set(vocabulary("constraint")) == {*holds.SCOPES, processes.NONE}
    assert all(word("constraint", each) == word("hold_scope", each) for each in holds.SCOPES)


def test_nothing_and_something_cannot_be_constrained_together() -> None:
    with pytest.raises(GuidanceError) as refused:
        processes.constrained(["none", "all"])
    assert (refused.value.code, refused.value.facts) == ("constrains_none_and_some", {"field": "constrains"})


def test_each_reason_for_keeping_somebody_away_names_kinds_of_process() -> None:
    """R64."""
    named = [kind for kinds in processes.KEPT_AWAY_BY.values() for kind in kinds]
    assert set(named) <= set(holds.PROCESSES)
    assert len(named) == len(set(named))
