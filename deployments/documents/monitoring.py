"""``docs/formats/monitoring.md``: the data dictionary, every table and field in Welsh and in English."""

from collections.abc import Iterator
from pathlib import Path

from deployments.documents.markdown import table
from models.guidance.packaged import table as packaged
from models.monitoring.dictionary import Field, check_words, tables
from models.monitoring.rows import VERSION

_HEAD = """\
# Y geiriadur data / The data dictionary

*Made of the program itself (`python -m deployments.documents`); a test holds that it is current. What the
data set is for, and who may have it: [monitoring.md](../monitoring.md).*

Fersiwn y tablau / version of the tables: **{version}**. Mae'r ail rif yn tyfu gyda maes newydd, y cyntaf
gydag un a newidiwyd. / The second figure grows with a new field, the first with a changed one.

Mae pob tabl yn ffeil CSV (UTF-8 â marc), yn ddalen yn y llyfr gwaith ac yn rhestr yn y ddogfen JSON.
`about` sy'n dweud beth yw'r allforiad: `version`, `as_of` (fel ar ba ddiwrnod), `known_on` (fel yr oedd yn
hysbys ar ba ddiwrnod) a `boards` (y Byrddau). Ystyr cell wag yw'r hyn a ddywed y tabl; *ddim yn hysbys* yw
`not_known`, byth yn sero. Rhoddir `'` o flaen testun sy'n dechrau fel fformiwla.

Each table is a CSV file (UTF-8 with its mark), a sheet of the workbook and a list in the JSON document.
`about` says what the export is: `version`, `as_of` (as of which day), `known_on` (as known on which day)
and `boards`. What an empty cell means stands in the table; *not known* is `not_known`, and never nought.
Text that begins as a formula does has a `'` before it.
"""

_HEADS = ("maes / field", "ystyr / meaning", "cell", "os yn wag / if empty", "ers / since")


def page(_: Path) -> str:
    """Give the whole page."""
    return "\n".join([_HEAD.format(version=VERSION), *_tables(), *_checks()]) + "\n"


def _tables() -> Iterator[str]:
    for each in tables().values():
        yield from [f"## `{each.name}`", "", each.words.both, ""]
        yield from table(_HEADS, map(_row, each.fields))
        yield ""


def _row(field: Field) -> tuple[str, ...]:
    empty = field.empty.both if field.empty else "–"
    return f"`{field.name}`", field.words.both, _holds(field), empty, field.since


def _holds(field: Field) -> str:
    if not field.codes:
        return field.kind_words.both
    return "<br>".join(f"`{code}` {words.both}" for code, words in field.codes.items())


def _checks() -> Iterator[str]:
    yield from [
        "## Y gwiriadau / The checks",
        "",
        "Ni ysgrifennir ac ni ddarllenir allforiad nad yw’n cyd-fynd. /",
    ]
    yield from ["An export in which one of these does not tie is neither written nor read.", ""]
    rows = ((f"`{code}`", check_words(code).both) for code in packaged("data_set")["checks"])
    yield from table(("gwiriad / check", "beth / what"), rows)
