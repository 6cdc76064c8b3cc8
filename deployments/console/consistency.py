"""``cpr consistency``: whether Boards read the criteria alike, for those who chair them."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from deployments.console.edge import Console
from deployments.console.figures import board_name, coded, columns, data_from, plain_figures, share
from models.guidance.local_rules import rule_words, value_words
from models.guidance.packs import pack
from models.guidance.sentences import sentence
from models.guidance.words import Language, word
from models.monitoring.consistency import (
    Departures,
    Finding,
    Flag,
    Rule,
    departures,
    findings,
    flags,
    side_by_side,
)
from models.monitoring.vectors import described

_SMALL = 5
"""Fewer referrals than this are something to talk about, not a pattern (product)."""


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="JSON ar gyfer rhaglenni / JSON for programs.")
@click.pass_obj
def consistency(console: Console, files: tuple[Path, ...], *, as_json: bool) -> None:
    """A yw’r Byrddau’n darllen y meini prawf yr un fath? / Do Boards read the criteria alike?

    FILES are Boards’ exports; the record itself is read when there is none.
    """
    data = data_from(files)
    found, departed = findings(data.reviews), departures(data.reviews)
    raised, protocols = flags(data.reviews), side_by_side(data.protocols)
    if as_json:
        shown = {"findings": found, "departures": departed, "flags": raised, "protocols": protocols}
        told = {**plain_figures(shown), "findings": [_plain_finding(each) for each in found]}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    language, as_of = console.language, data.as_of
    parts = [
        ("findings", finding_lines(found, len(data.reviews), as_of, language)),
        ("departures", departure_lines(departed, as_of, language)),
        ("flags", flag_lines(raised, as_of, language)),
        ("protocols", protocol_lines(protocols, as_of, language)),
    ]
    for name, lines in parts:
        click.echo("\n".join([word("national_part", name).of(language), *lines, ""]))


def finding_lines(found: Sequence[Finding], referrals: int, as_of: str, language: Language) -> Iterator[str]:
    """Say each finding: what the facts were, what was decided and where, and what to talk about."""
    if not found:
        yield "  " + sentence("consistency_none", referrals=referrals).of(language)
        return
    yield "  " + sentence("consistency_found", findings=len(found)).of(language)
    for number, each in enumerate(found, start=1):
        yield f"  {number}. {described(each.facts).of(language)} [{pack(each.pack).title.of(language)}]"
        yield from (f"     {line}" for line in _decided(each, as_of, language))
    yield "  " + sentence("consistency_talk").of(language)
    if any(each.referrals < _SMALL for each in found):
        yield "  " + sentence("consistency_small").of(language)


def departure_lines(found: Sequence[Departures], as_of: str, language: Language) -> Iterator[str]:
    """Say of each row of the decision table how often the Group and the Chair went another way."""
    for each in found:
        yield f"  {coded('table_row', each.rule, language)}"
        yield from (f"    {line}" for line in _departed(each, language))
        if len(each.boards) > 1:
            yield from (f"  {line}" for line in columns(list(_by_board(each, as_of, language))))


def flag_lines(found: Sequence[Flag], as_of: str, language: Language) -> Iterator[str]:
    """Say how many deaths were declined of a child not known to services, and at which Boards."""
    if not found:
        yield "  " + sentence("flag_none").of(language)
        return
    yield "  " + sentence("flag_deaths", n=len(found)).of(language)
    for code in dict.fromkeys(each.board for each in found):
        yield f"  {board_name(code, as_of, language)}: {sum(each.board == code for each in found)}"


def protocol_lines(found: Sequence[Rule], as_of: str, language: Language) -> Iterator[str]:
    """Put what Boards declared beside the guidance, rule by rule."""
    if not found:
        yield "  " + sentence("protocols_none").of(language)
    for rule in found:
        heading, stands = word("protocol_column", "guidance").of(language), value_words(rule.guidance)
        yield f"  {rule_words(rule.rule).of(language)} ({heading}: {stands.of(language)})"
        for each in rule.boards:
            name, local = board_name(each.board, as_of, language), value_words(each.local).of(language)
            yield f"    {name}: {local}; {each.since} – {each.until or ''}".rstrip() + f". {each.reason}"


def _plain_finding(found: Finding) -> dict[str, object]:
    words = described(found.facts)
    return {
        **plain_figures(found),
        "in_words": {"cy": words.cy, "en": words.en},
        "within_one_board": found.within_one_board,
        "referrals": found.referrals,
    }


def _decided(found: Finding, as_of: str, language: Language) -> Iterator[str]:
    for outcome, counted in found.outcomes.items():
        boards = ", ".join(f"{board_name(code, as_of, language)} {n}" for code, n in counted.items())
        yield f"{word('outcome', outcome).of(language)}: {boards}"
    divided = ", ".join(board_name(code, as_of, language) for code in found.divided)
    if found.within_one_board:
        yield sentence("consistency_within", board=divided).of(language)
    elif divided:
        yield sentence("consistency_divided", boards=divided).of(language)


def _departed(found: Departures, language: Language) -> Iterator[str]:
    for who, departed in (("group", found.group), ("chair", found.chair)):
        yield f"{word('national_column', who).of(language)}: {share(departed, language)}"


def _by_board(found: Departures, as_of: str, language: Language) -> Iterator[list[str]]:
    yield [word("national_column", each).of(language) for each in ("board", "group", "chair")]
    for each in found.boards:
        shares = [f"{one.n}/{one.of}" for one in (each.group, each.chair)]
        yield [board_name(each.board, as_of, language), *shares]
