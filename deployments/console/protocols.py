"""``cpr protocol``: what Boards do more strictly than the guidance, declared and shown beside it."""

import json
from collections.abc import Iterator, Sequence

import click

from deployments.console.edge import Console
from deployments.console.files import plain_values, text_of
from models import casework
from models.casework.local_protocols import EndFacts, ProtocolFacts, declare, end, protocols
from models.guidance.boards import board
from models.guidance.local_rules import rule_words, value_words
from models.guidance.sentences import in_words, sentence
from models.guidance.words import Language, word
from models.records import LocalProtocol
from tasks.office import desk

_FIELDS = ("board", "rule", "guidance", "local", "since", "until", "reason")
_file = click.option(
    "--file", "path", required=True, help="YAML neu JSON / YAML or JSON; - reads standard input."
)


@click.group()
def protocol() -> None:
    """Protocolau lleol / Local protocols: a Board may tighten the guidance and never loosen it."""


@protocol.command("declare")
@_file
@click.pass_obj
def declare_(console: Console, path: str) -> None:
    """Datgan protocol / Declare a protocol: board, rule, local, since, reason, happened_on, decided_by."""
    facts = casework.understand(ProtocolFacts, plain_values(text_of(path)))
    with desk() as at:
        row = declare(at, facts)
        said = {"rule": rule_words(row.rule), "local": value_words(row.local), "since": row.since}
        guidance = value_words(row.guidance)
    console.say(sentence("protocol_declared", guidance=guidance, **said))


@protocol.command("end")
@_file
@click.pass_obj
def end_(console: Console, path: str) -> None:
    """Dod â phrotocol i ben / End a protocol: board, rule, until, decided_by."""
    facts = casework.understand(EndFacts, plain_values(text_of(path)))
    with desk() as at:
        row = end(at, facts)
        rule, until = rule_words(row.rule), row.until
    console.say(sentence("protocol_ended", rule=rule, until=until))


@protocol.command("list")
@click.option("--board", "code", help="Un Bwrdd yn unig / One Board only.")
@click.option("--json", "as_json", is_flag=True, help="JSON ar gyfer rhaglenni / JSON for programs.")
@click.pass_obj
def list_(console: Console, code: str | None, *, as_json: bool) -> None:
    """Rhestru’r protocolau ochr yn ochr / List the protocols side by side, rule by rule."""
    wanted = board(code).code if code else None
    with desk() as at:
        rows = protocols(at.session, wanted)
        if as_json:
            click.echo(json.dumps([_plain(row) for row in rows], ensure_ascii=False, indent=2, default=str))
        elif rows:
            click.echo("\n".join(_page(rows, console.language)))
        else:
            console.say(sentence("protocols_none"))


def _plain(row: LocalProtocol) -> dict[str, object]:
    return {"board": row.board_code, **{name: getattr(row, name) for name in _FIELDS[1:]}}


def _page(rows: Sequence[LocalProtocol], language: Language) -> Iterator[str]:
    """Give each rule with the guidance's value, and below it what each Board has and why."""
    for rule, guidance in dict.fromkeys((row.rule, row.guidance) for row in rows):
        stands = word("protocol_column", "guidance").of(language)
        yield f"{rule_words(rule).of(language)} ({stands}: {value_words(guidance).of(language)})"
        for row in rows:
            if (row.rule, row.guidance) == (rule, guidance):
                yield f"  {_line(row, language)}"
        yield ""


def _line(row: LocalProtocol, language: Language) -> str:
    name = board(row.board_code).name_on(row.since).of(language)
    until = in_words(row.until, language) if row.until else ""
    days = f"{in_words(row.since, language)} – {until}".rstrip()
    return f"{name}: {value_words(row.local).of(language)}; {days}. {row.reason}"
