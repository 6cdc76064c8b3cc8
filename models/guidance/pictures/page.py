"""A picture on a page of its own: scrolled on a narrow screen, never shrunk until nobody can read it."""

from models.guidance.words import Language, word


def page(svg: str, language: Language) -> str:
    """Put a picture of this package on a page of HTML, with what it says in words below.

    >>> from models.guidance.pictures.drawing import picture
    >>> "Mewn geiriau" in page(picture(10, 10, "A & B", "one", []), "cy")
    True
    """
    title, words = _within(svg, "title"), _within(svg, "desc")
    width = svg.partition('viewBox="0 0 ')[2].partition(" ")[0]
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>body {{ margin: 1rem; font-family: Arial, sans-serif }} h1, h2 {{ font-size: 1.25rem }}\n"
        f".picture {{ overflow-x: auto }} svg {{ display: block; width: {width}px }}</style>\n"
        f"</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
        f'<div class="picture" role="region" aria-label="{title}" tabindex="0">\n{svg}</div>\n'
        f"<h2>{word('picture_page', 'in_words').of(language)}</h2>\n<p>{words}</p>\n"
        "</main>\n</body>\n</html>\n"
    )


def _within(svg: str, name: str) -> str:
    """Give what stands in an element of the picture, escaped as it is there."""
    return svg.partition(f"<{name}>")[2].partition(f"</{name}>")[0]
