"""Where errors become one sentence, in the language asked for, and an exit code."""

import os
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path

import click

from models.guidance.words import Language, Words

DONE, FAILED, REFUSED = 0, 1, 2


@dataclass
class Console:
    """What every command knows: the language it speaks (`click.pass_obj`)."""

    language: Language = "en"

    def say(self, words: Words) -> None:
        """Print a sentence on standard output."""
        click.echo(words.of(self.language))


def exit_code_of(error: BaseException, language: Language) -> int:
    """Say on standard error what *error* means, and give the code to end with."""
    match error:
        case click.ClickException():
            _say_usage(error, language)
            return error.exit_code
        case click.exceptions.Exit():
            return error.exit_code
        case KeyboardInterrupt() | click.Abort():
            click.echo(err=True)
            return FAILED
        case BrokenPipeError():
            # Who read our output has had enough; nothing more can be said to them.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return FAILED
    words, code = _words_of(error)
    click.echo(words.of(language), err=True)
    return code


def _say_usage(error: click.ClickException, language: Language) -> None:
    from deployments.console.usage import said

    click.echo(said(error).of(language), err=True)


def _words_of(error: BaseException) -> tuple[Words, int]:
    from deployments.errors import DeploymentError, sentence
    from models.guidance.errors import GuidanceError

    if isinstance(error, GuidanceError):
        return error.words, REFUSED
    if isinstance(error, DeploymentError):
        return error.words, error.exit_code
    if _is_database_away(error):
        return sentence("database_unreachable"), FAILED
    return sentence("unexpected", log=_keep(error)), FAILED


def _is_database_away(error: BaseException) -> bool:
    # Not imported for this: where SQLAlchemy was not loaded it cannot have failed.
    exceptions = sys.modules.get("sqlalchemy.exc")
    return exceptions is not None and isinstance(error, exceptions.OperationalError)


def _keep(error: BaseException) -> Path:
    """Keep where it happened, not what was said: a message may repeat what somebody typed."""
    from deployments.settings import home

    log = home() / "logs" / "console.log"
    log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    log.touch(mode=0o600)
    with log.open("a", encoding="utf-8") as file:
        for raised in _chain(error):
            file.writelines([*traceback.format_tb(raised.__traceback__), f"{type(raised).__qualname__}\n"])
        file.write("\n")
    return log


def _chain(error: BaseException) -> list[BaseException]:
    cause = error.__cause__ or error.__context__
    return [*(_chain(cause) if cause else []), error]
