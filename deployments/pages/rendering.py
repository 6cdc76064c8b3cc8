"""Pages as HTML: Jinja templates, everything escaped, nothing that runs."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from jinja2 import Environment, PackageLoader, StrictUndefined

from deployments.pages.given import Given
from deployments.pages.sheets import Sheet
from deployments.pages.speaking import Say
from models.records import Board

templates = Environment(
    loader=PackageLoader("deployments.pages"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True)
class Filled:
    """A form as it was sent, with what is wrong in it, by field; empty where none was sent."""

    given: Given = field(default_factory=Given)
    problems: dict[str, str] = field(default_factory=dict)


def sheet_page(  # noqa: PLR0913 - all that is on the page
    say: Say,
    sheet: Sheet,
    board: Board,
    *,
    seal: str,
    notice: str | None = None,
    filled: Filled | None = None,
) -> str:
    """Write the page of an invitation or a letter."""
    return templates.get_template(sheet.template).render(
        say=say, sheet=sheet, boards=[board], seal=seal, notice=notice, filled=filled or Filled()
    )


def message_page(say: Say, code: str, boards: Sequence[Board]) -> str:
    """Write a page that says no, and how to reach the office."""
    return templates.get_template("message.html").render(say=say, code=code, boards=boards)
