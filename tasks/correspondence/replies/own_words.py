"""The writer's own words in a mail: without what is quoted, forwarded or signed. Read, never kept."""

import re
from contextlib import suppress
from html.parser import HTMLParser

_MOST_CHARACTERS = 20_000
"""How much of a text is looked at: an answer stands at its beginning."""
_CUT = re.compile(
    r"(-- ?$"  # a signature
    r"|[_-]{8,}"  # Outlook's line above what it quotes
    r"|-{2,} ?(original message|forwarded message|neges wreiddiol|neges a anfonwyd ymlaen)"
    r"|(from|oddi wrth|sent|anfonwyd): .*@?"  # the header of what is quoted
    r"|(sent|anfonwyd) (from|o) (my|fy|outlook) ?)",
    re.IGNORECASE,
)
_QUOTES = re.compile(r"(on|ar) .{4,300}(wrote|ysgrifennodd)\b.{0,200}:$", re.IGNORECASE | re.DOTALL)
"""The line above what is quoted; mail programs break it in two."""
_UNSEEN = frozenset({"head", "style", "script", "title", "blockquote"})
_ENDS_A_LINE = frozenset({"br", "div", "p", "li", "tr", "table", "ul", "ol", "h1", "h2", "h3"})


def own_words(text: str) -> str:
    r"""Give what the writer wrote, line by line, empty lines left out.

    >>> own_words("derbyn\n\nDiolch\n-- \nAnn\n")
    'derbyn\nDiolch'
    >>> own_words("On Mon, 2 Mar 2026 at 10:00, The Board\n<a@b.example> wrote:\n> accept\ndecline\n")
    'decline'
    """
    lines = [line.strip() for line in text[:_MOST_CHARACTERS].replace("\ufeff", "").splitlines()]
    kept: list[str] = []
    skip = False
    for line, following in zip(lines, [*lines[1:], ""], strict=False):  # Exchange's text may be empty
        if skip or not line or line.startswith(">"):
            skip = False
            continue
        if _CUT.match(line):
            break
        alone = _QUOTES.fullmatch(line)
        skip = not alone and _QUOTES.fullmatch(f"{line} {following}") is not None
        if not (alone or skip):
            kept.append(line)
    return "\n".join(kept)


class _Text(HTMLParser):
    """Collects the text of a page, its lines as they show, quotations left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.written: list[str] = []
        self._unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, or leave out what is not shown; a rule stands above what is quoted."""
        del attrs
        if tag in _UNSEEN:
            self._unseen.append(tag)
        elif tag == "hr":
            self.written.append("\n________\n")
        elif tag in _ENDS_A_LINE:
            self.written.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a line, or what is left out."""
        if tag in self._unseen:
            del self._unseen[self._unseen.index(tag) :]
        elif tag in _ENDS_A_LINE:
            self.written.append("\n")

    def handle_data(self, data: str) -> None:
        """Take a text that is shown."""
        if not self._unseen:
            self.written.append(" ".join(data.split()) + " " if data.strip() else " ")


def text_of_page(page: str) -> str:
    """Give the text of an HTML part.

    >>> text_of_page("<p>derbyn</p><blockquote><p>accept</p></blockquote>").split()
    ['derbyn']
    """
    parser = _Text()
    # The library gives up on a broken declaration with an assertion: what came before it counts.
    with suppress(AssertionError):
        parser.feed(page[: 4 * _MOST_CHARACTERS])
    return "".join(parser.written)
