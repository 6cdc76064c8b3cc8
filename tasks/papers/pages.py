"""A paper as one page of HTML that needs nothing else: no script, no font, no address outside itself.

WCAG 2.2 AA: headings in order, tables with captions and scopes, pictures with their words, and a
link to skip to the text. Each figure says where among the figures it stands (``data-figure``), so
that a page can be held against what it was made of.
"""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from models.guidance.words import Language, Words, word
from tasks.papers.paper import Figure, Line, Paper, Picture

_SKIP = Words(cy="Neidio i’r cynnwys", en="Skip to the text")
_CONTENTS = Words(cy="Cynnwys", en="Contents")


def page(paper: Paper) -> str:
    """Give a paper as HTML; a fraction of a millisecond for each table."""
    return _template().render(
        paper=paper,
        furniture=_furniture(paper.language),
        style=_style(),
        said=_said,
        figure=_figure,
        drawn=_drawn,
    )


def _furniture(language: Language) -> dict[str, str]:
    in_words = word("picture_page", "in_words").of(language)
    return {"skip": _SKIP.of(language), "contents": _CONTENTS.of(language), "in_words": in_words}


def _said(line: Line) -> Markup:
    return Markup("").join(part if isinstance(part, str) else _figure(part, "span") for part in line)


def _figure(figure: Figure, tag: str) -> Markup:
    begin, end = _TAGS[tag, bool(figure.path)]
    place = f' data-figure="{escape(figure.path)}">' if figure.path else ""
    # Joined by hand: a page has hundreds of these, and Markup's own filling in takes half of its time.
    return Markup(f"{begin}{place}{escape(figure.text)}{end}")  # noqa: S704 - both parts are escaped


_TAGS = {
    ("td", True): ("<td", "</td>"),
    ("td", False): ('<td class="words">', "</td>"),
    ("span", True): ("<span", "</span>"),
    ("span", False): ("", ""),
}
"""What a figure stands between, and whether its place follows."""


def _drawn(picture: Picture) -> Markup:
    """Put a drawing into the page; what it defines is named for it, for several stand on one page."""
    named = picture.svg.replace(' id="', f' id="{picture.code}-').replace("url(#", f"url(#{picture.code}-")
    return Markup(named)  # noqa: S704 - our own drawing, whose texts were escaped when it was drawn


@cache
def _template() -> Template:
    loader = PackageLoader("tasks", "papers")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined).get_template("page.html")


@cache
def _style() -> Markup:
    style = files("tasks").joinpath("papers/page.css").read_text(encoding="utf-8")
    return Markup(style)  # noqa: S704 - our own file
