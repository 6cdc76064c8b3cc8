"""``docs/unconfirmed.md``: what a person must still check, and every rule that waits for it."""

from collections.abc import Iterator
from pathlib import Path

from deployments.documents.markdown import table
from models.guidance.packs import PACKS, Pack, pack
from models.guidance.provenance import Provenance, Source
from models.guidance.words import word

MARK = "<!-- From here on written anew by `python -m deployments.documents`, out of the packs. -->"

_HEADS = ("rheol / rule", "beth mae'r rhaglen yn ei wneud / what the program does", "ffynhonnell / source")


def page(checkout: Path) -> str:
    """Give the page: what a person wrote stands, what the packs say is written anew."""
    written = (checkout / "docs/unconfirmed.md").read_text(encoding="utf-8")
    kept, _, _ = written.partition(MARK)
    return "\n".join([kept + MARK, "", *_lines()]) + "\n"


def _lines() -> Iterator[str]:
    for name in PACKS:
        rules = pack(name)
        found = [*_criteria(rules), *_timescales(rules)]
        yield from [f"## {rules.title.both} (`{name}`): {len(found)}", ""]
        yield from table(_HEADS, found)
        yield ""


def _criteria(rules: Pack) -> Iterator[tuple[str, str, str]]:
    for code, source in rules.criteria.items():
        if _waits(source):
            yield f"criteria `{code}`", "[formats/criteria.md](formats/criteria.md)", source.text


def _timescales(rules: Pack) -> Iterator[tuple[str, str, str]]:
    for row in rules.rows:
        if _waits(row.source):
            name = f"{row.stage.value} {word('milestone', row.milestone).both}"
            counted = f" (`{row.counted_from}`)" if row.counted_from else ""
            yield name + counted, row.rule.both, row.source.text


def _waits(source: Source) -> bool:
    return source.provenance is Provenance.UNCONFIRMED
