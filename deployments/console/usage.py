"""What Click says when a command is written wrongly, as one sentence of ours in both languages."""

from typing import Any

import click

from deployments.errors import sentence
from models.guidance.words import Words


def said(error: click.ClickException) -> Words:
    """Say what is wrong with how a command was written, and what to write instead.

    Click itself speaks no Welsh: its own words stand, in brackets, only where it knows more than we do.
    """
    command = _command(error)
    match error:
        case click.MissingParameter():
            return sentence("usage_missing", command=command, name=_name(error))
        case click.BadParameter(param=click.Parameter(type=click.Choice(choices=choices))):
            listed = ", ".join(map(str, choices))
            return sentence("usage_choice", command=command, name=_name(error), choices=listed)
        case click.BadParameter(param=click.Parameter(type=kind)) if words := _as_written(_name(error), kind):
            return words
        case click.NoSuchOption():
            return sentence("usage_option", command=command, name=error.option_name)
        case click.exceptions.NoSuchCommand():
            return sentence("usage_command", command=command)
    return sentence("usage_wrong", command=command, detail=error.format_message())


def _command(error: click.ClickException) -> str:
    context = error.ctx if isinstance(error, click.UsageError) else None
    return context.command_path if context else "cpr"


def _as_written(name: str, kind: click.ParamType[Any]) -> Words | None:
    """Say how something of a kind is written; None where the kind shows nothing."""
    if isinstance(kind, click.IntRange):
        return sentence("usage_number", name=name, least=kind.min, most=kind.max)
    example = _example(kind)
    return sentence("usage_example", name=name, example=example) if example else None


def _example(kind: click.ParamType[Any]) -> str:
    """Give how something of a kind is written; empty where the kind shows none."""
    if isinstance(kind, click.DateTime):
        return "2026-05-01" if "%Y-%m-%d" in kind.formats else "09:30"
    return getattr(kind, "example", "")


def _name(error: click.BadParameter) -> str:
    """Give what the parameter is called where it is written."""
    if isinstance(error.param, click.Option):
        return max(error.param.opts, key=len)
    return error.param.human_readable_name if error.param else "?"
