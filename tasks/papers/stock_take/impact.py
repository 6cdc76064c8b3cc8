"""Impact: what came of the reviews, as far as it is on record."""

from models.guidance.words import word
from models.monitoring.national import National
from tasks.papers.paper import Section, Table
from tasks.papers.setting import Setting

_SHARES = {
    "with_plan": "timeliness.with_action_plan",
    "with_learning": "impact.reviews_with_learning",
    "items_done": "impact.plan_items_done",
    "boards_acknowledged": "impact.boards_acknowledged",
    "agencies_acknowledged": "impact.agencies_acknowledged",
}


def section(at: Setting[National]) -> Section:
    """Write the section; it is there also where nothing is on record."""
    lines = (
        at.line("impact_what"),
        at.line("learned", learning_points="impact.learning_points", reach="impact.reach"),
    )
    shares = {at.texts.text(code): path for code, path in _SHARES.items()}
    tables = (at.shares("impact", "what", shares), *_counted(at))
    return Section("impact", at.texts.text("section_impact"), lines, tables)


def _counted(at: Setting[National]) -> list[Table]:
    impact = at.figures.source.impact
    found = []
    for caption, counts, path, words in (
        ("effect_6", impact.effect_6_months, "impact.effect_6_months", "effect"),
        ("effect_12", impact.effect_12_months, "impact.effect_12_months", "effect"),
        ("families", impact.families, "impact.families", "family_contact"),
    ):
        rows = {_named(at, words, code): f"{path}.{code}" for code in counts}
        if rows:
            found.append(at.counts(caption, "what", rows))
    return found


_OURS = ("not_known", "not_asked", "not_yet")


def _named(at: Setting[National], words: str, code: str) -> str:
    return at.texts.text(code) if code in _OURS else word(words, code).of(at.language)
