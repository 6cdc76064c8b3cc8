"""Facts given by options or in a file: a coordinator on the telephone writes no file."""

from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeVar, get_args, get_origin

import click

from deployments.console.files import plain_values, text_of
from models.casework.asked import Facts
from models.casework.understanding import understand
from models.guidance.errors import GuidanceError, Refused

F = TypeVar("F", bound=Facts)
Command = TypeVar("Command", bound=Callable[..., Any])

_OTHER_NAMES = {"happened_on": "--on", "kind": "KIND"}
"""What is given under another name than its field's."""

list_of = click.option("--json", "as_json", is_flag=True, help="JSON ar gyfer rhaglenni / JSON for programs.")


def option(name: str, said: str, facts: type[Facts]) -> Callable[[Command], Command]:
    """Make an option for a field of *facts* that bears its name; a choice lists its codes."""
    field = name.removeprefix("--").replace("-", "_")
    codes = _codes(facts.model_fields[field].annotation)
    return click.option(name, field, type=click.Choice(codes) if codes else str, help=f"{said}.")


def _codes(annotation: Any) -> tuple[str, ...]:  # noqa: ANN401 - types are taken apart here
    """Give the codes of a choice, also of one that may be left out; none for what is no choice."""
    for part in (annotation, *get_args(annotation)):
        choice = get_args(part)[0] if hasattr(part, "__metadata__") else part
        if get_origin(choice) is Literal:
            return get_args(choice)
    return ()


def when(command: Command) -> Command:
    """Add what every answer says: on which day, who decided, on what evidence; or a file instead."""
    for each in (
        option("--evidence", "Ar ba dystiolaeth / On what evidence", Facts),
        click.option("--decided-by", help="Pwy a benderfynodd (cod) / Who decided (code)."),
        click.option("--on", "happened_on", help="Ar ba ddiwrnod / On which day; 2026-05-01."),
        click.option("--file", "path", help="Y ffeithiau yn YAML neu JSON / The facts in YAML or JSON; -."),
    ):
        command = each(command)
    return command


def given_facts(facts: type[F], given: Mapping[str, Any]) -> F:
    """Make *facts* of a file, of options, or of a file that options complete.

    Raises:
        Refused: every problem at once, by the names of the options where there is no file.
        GuidanceError: the file cannot be read.
    """
    options = {name: each for name, each in given.items() if name != "path" and each not in (None, ())}
    read = plain_values(text_of(given["path"])) if given.get("path") else {}
    if not isinstance(read, Mapping):
        raise GuidanceError("answer_not_a_list_of_fields")
    if not given.get("path"):
        options.setdefault("evidence", "telephone")
    try:
        return understand(facts, {**read, **options})
    except Refused as refused:
        if given.get("path"):
            raise
        raise Refused(tuple(_by_option(each, given) for each in refused.problems)) from None


def _by_option(problem: GuidanceError, given: Mapping[str, Any]) -> GuidanceError:
    """Name the option to use: who writes no file has never seen the field."""
    field = str(problem.facts.get("field", ""))
    if field not in given:
        return problem
    facts = {name: each for name, each in problem.facts.items() if name != "field"}
    option = _OTHER_NAMES.get(field, f"--{field.replace('_', '-')}")
    return GuidanceError(problem.code, problem.source, field=option, **facts)
