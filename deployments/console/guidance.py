"""``cpr criteria`` and ``cpr deadlines``: the rules, asked from a terminal.

Nothing is kept and no service is needed. Prefect and the database are not imported.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, get_args

import click

from deployments.console.dates import day_of
from deployments.console.edge import REFUSED, Console
from deployments.console.files import plain_values, text_of
from models.guidance.calendar_dates import Interval
from models.guidance.criteria import Advice, Outcome, Reason, decide, facts_from
from models.guidance.errors import GuidanceError, Refused
from models.guidance.packs import CompletionAnchor, MilestoneKey, Pack, pack, pack_for
from models.guidance.sentences import in_words
from models.guidance.stages import Stage
from models.guidance.timescales import REFERRAL, Deadline
from models.guidance.timescales import deadlines as deadlines_of
from models.guidance.words import Language, word

_DECISION: MilestoneKey = (Stage.S04, "decision")
_LEARNING_EVENT: MilestoneKey = (Stage.S13, "learning_event")

_language = click.option(
    "--language",
    type=click.Choice(get_args(Language)),
    default=lambda: (click.get_current_context().find_object(Console) or Console()).language,
    help="Iaith / language.",
)
_json = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")


@click.command()
@click.option("--file", "path", required=True, help="Facts in YAML or JSON; - reads standard input.")
@_json
@_language
def criteria(path: str, *, as_json: bool, language: Language) -> None:
    """Say what the criteria for a Child Practice Review point to, and why.

    The format of the facts stands in docs/formats/criteria.md.
    """
    with _problems_told_in(language):
        advice = decide(facts_from(plain_values(text_of(path))))
        click.echo(
            _json_text(_advice_as_json(advice)) if as_json else "\n".join(_advice_lines(advice, language))
        )


@click.command()
@click.option("--pack", "pack_id", help="Version of the guidance; by the day of the referral when left out.")
@click.option("--referral", required=True, metavar="DATE", help="Day of the referral, as 2026-05-01.")
@click.option("--decision", metavar="DATE", help="Day of the Chair's decision, once made.")
@click.option("--event", metavar="DATE", help="Day of the Learning Event, once fixed.")
@click.option(
    "--completion-anchor",
    type=click.Choice(get_args(CompletionAnchor)),
    help="Day from which the six months run; as the pack says when left out.",
)
@_json
@_language
def deadlines(  # noqa: PLR0913 - one parameter an option
    pack_id: str | None,
    referral: str,
    decision: str | None,
    event: str | None,
    *,
    completion_anchor: CompletionAnchor | None,
    as_json: bool,
    language: Language,
) -> None:
    """Print the deadline of every milestone of a review, with the source of each.

    The format of the output stands in docs/formats/deadlines.md.
    """
    with _problems_told_in(language):
        actual = _days({"--referral": referral, "--decision": decision, "--event": event})
        rules = _rules(pack_id, actual[REFERRAL], language)
        found = deadlines_of(rules, actual, completion_anchor=completion_anchor)
        lines = "\n".join(_deadline_line(each, language) for each in found)
        click.echo(_json_text([_deadline_as_json(each) for each in found]) if as_json else lines)


@contextmanager
def _problems_told_in(language: Language) -> Iterator[None]:
    """Turn what the rules refuse into one sentence a problem, and exit code 2."""
    try:
        yield
    except GuidanceError as error:
        for problem in error.problems if isinstance(error, Refused) else (error,):
            click.echo(problem.words.of(language), err=True)
        raise click.exceptions.Exit(REFUSED) from None


def _days(options: dict[str, str | None]) -> dict[MilestoneKey, date]:
    """The days given, in the order in which they must have come."""
    keys = dict(zip(options, (REFERRAL, _DECISION, _LEARNING_EVENT), strict=True))
    actual = {keys[name]: day_of(name, written) for name, written in options.items() if written is not None}
    referral, decision, event = (actual.get(key) for key in keys.values())
    if decision and referral and decision < referral:
        raise GuidanceError("decision_before_referral", decision=decision, referral=referral)
    earlier = decision or referral
    if event and earlier and event < earlier:
        raise GuidanceError("event_before_decision", event=event, earlier=earlier)
    return actual


def _rules(pack_id: str | None, referral: date, language: Language) -> Pack:
    """The pack asked for, or the one in force; a pack of another time is a what-if, and says so."""
    in_force = pack_for(referral)
    rules = pack(pack_id) if pack_id else in_force
    if rules is not in_force:
        what_if = GuidanceError("pack_not_in_force", pack=rules.id, referral=referral, in_force=in_force.id)
        click.echo(what_if.words.of(language), err=True)
    for code in rules.warnings:
        click.echo(GuidanceError(code).words.of(language), err=True)
    return rules


def _json_text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _advice_as_json(advice: Advice) -> dict[str, Any]:
    shown = {
        "outcome": advice.outcome.value,
        "window": _interval_as_json(advice.window),
        "reasons": [_reason_as_json(each) for each in advice.reasons],
        "warnings": [_reason_as_json(each) for each in advice.warnings],
        "missing": list(advice.missing),
    }
    children = [_advice_as_json(child) for child in advice.subjects]
    return {**shown, "subjects": children} if children else shown


def _interval_as_json(interval: Interval | None) -> dict[str, str] | None:
    return {"start": interval.start.isoformat(), "end": interval.end.isoformat()} if interval else None


def _reason_as_json(reason: Reason) -> dict[str, str]:
    return {
        "code": reason.code,
        "text_en": reason.words.en,
        "text_cy": reason.words.cy,
        "source": reason.source.text,
        "provenance": reason.source.provenance.value,
    }


def _deadline_as_json(deadline: Deadline) -> dict[str, Any]:
    return {
        "stage": deadline.stage.value,
        "milestone": deadline.milestone,
        "due": deadline.due.isoformat(),
        "act_by": deadline.act_by.isoformat(),
        "anchor": {
            "stage": deadline.anchor_stage.value,
            "on": deadline.anchor_on.isoformat(),
            "actual": deadline.anchor_actual,
        },
        "rule": deadline.rule.en,
        "rule_cy": deadline.rule.cy,
        "source": deadline.source.text,
        "provenance": deadline.source.provenance.value,
    }


def _label(code: str, language: Language) -> str:
    return word("label", code).of(language)


def _advice_lines(advice: Advice, language: Language) -> Iterator[str]:
    yield f"{_label('outcome', language)}: {word('outcome', advice.outcome).of(language)}"
    if advice.window:
        days = f"{in_words(advice.window.start, language)} – {in_words(advice.window.end, language)}"
        yield f"{_label('window', language)}: {days}"
    yield from _reason_lines("reasons", advice.reasons, language)
    yield from _reason_lines("warnings", advice.warnings, language)
    for number, child in enumerate(advice.subjects, start=1):
        outcome = word("outcome", child.outcome).of(language)
        yield f"{_label('child', language)} {number}: {outcome}"
        yield from (f"  - {each.words.of(language)}" for each in child.reasons)
    if advice.outcome is not Outcome.ASK:
        yield _label("decide", language)


def _reason_lines(label: str, reasons: tuple[Reason, ...], language: Language) -> Iterator[str]:
    if reasons:
        yield f"{_label(label, language)}:"
    for each in reasons:
        provenance = word("provenance", each.source.provenance).of(language)
        yield f"  - {each.words.of(language)}"
        yield f"    [{provenance}: {each.source.text}]"


def _deadline_line(deadline: Deadline, language: Language) -> str:
    stage = f"{deadline.stage.value} {deadline.stage.words.of(language)}"
    milestone = word("milestone", deadline.milestone).of(language)
    due = f"{_label('due', language)} {in_words(deadline.due, language)}"
    act_by = f"{_label('act_by', language)} {in_words(deadline.act_by, language)}"
    planned = "" if deadline.anchor_actual else f" ({_label('planned', language)})"
    provenance = word("provenance", deadline.source.provenance).of(language)
    return (
        f"{stage} · {milestone}: {due}; {act_by}\n"
        f"    {deadline.rule.of(language)}{planned} [{provenance}: {deadline.source.text}]"
    )
