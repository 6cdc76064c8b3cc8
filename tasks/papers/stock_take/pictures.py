"""Which pictures stand in which section; one that would show a figure that is left out is left out itself."""

from models.guidance.words import Language
from models.monitoring.national import National
from models.monitoring.pictures.every import drawn_all
from tasks.papers.figures import Figures
from tasks.papers.paper import Picture

_SHOWS: dict[str, tuple[str, tuple[str, ...]]] = {
    "why-not-six": ("timeliness", ("delays",)),
    "months-to-complete": (
        "timeliness",
        ("timeliness.completed", "timeliness.by_kind", "timeliness.by_year"),
    ),
    "delay-causes": ("timeliness", ("delays",)),
    "agencies": ("timeliness", ("agencies",)),
    "notification-quality": ("quality", ("quality.clear", "quality.clear_by_board")),
}
"""Of each picture its section, and which figures it shows."""


def pictures(figures: Figures[National], language: Language) -> dict[str, tuple[Picture, ...]]:
    """Draw every picture that may be seen, by its section."""
    drawn = drawn_all(figures.source, language)
    found: dict[str, tuple[Picture, ...]] = {}
    for code, (section, shown) in _SHOWS.items():
        if code in drawn and not any(_touches(hidden, shown) for hidden in figures.hidden):
            found[section] = (*found.get(section, ()), Picture(code, drawn[code]))
    return found


def _touches(hidden: str, shown: tuple[str, ...]) -> bool:
    return any(hidden == path or hidden.startswith(f"{path}.") for path in shown)
