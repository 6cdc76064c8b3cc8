"""Quality: whether notifications say clearly why, held against the half of 2015."""

from models.guidance.words import word
from models.monitoring.national import National
from tasks.papers.paper import Section
from tasks.papers.setting import Setting


def section(at: Setting[National]) -> Section:
    """Write the section."""
    quality = at.figures.source.quality
    baseline = "quality.baseline"
    lines = (
        at.share_line("quality_clear", "quality.clear", then_n=f"{baseline}.n", then_of=f"{baseline}.of"),
        at.line("quality_source"),
        at.share_line("returned", "timeliness.returned"),
    )
    parts = {at.texts.text(f"part_{part}"): f"quality.parts.{part}" for part in quality.parts}
    boards = {
        name: f"quality.clear_by_board.{code}" for name, code in at.boards(quality.clear_by_board).items()
    }
    votes = {
        word("agreement", code).of(at.language): f"quality.unanimous.{code}" for code in quality.unanimous
    }
    tables = [at.shares("quality_parts", "part", parts)]
    tables += [at.shares("quality_boards", "board", boards)] if boards else []
    tables += [at.counts("votes", "what", votes)] if votes else []
    return Section("quality", at.texts.text("section_quality"), lines, tuple(tables))
