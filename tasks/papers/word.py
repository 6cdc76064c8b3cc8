"""A paper in Word: the template of its folder filled in; the same facts always give the same bytes.

A template is an ordinary Word document with Jinja's signs in its paragraphs and tables
(``{{ reference }}``, ``{%tr for part in parts %}``). It is filled in by Jinja's sandbox,
for whoever edits it writes the office's words, not programs.
"""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from models.guidance.errors import GuidanceError
from models.guidance.words import Language

FOLDER = Path(__file__).parent
"""One folder a paper."""

_MADE = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip file can bear: when a paper was written out is no part of it."""


class NotWritten(GuidanceError):  # noqa: N818 - named for what happened
    """A paper cannot be written: its template is missing, or says what is not known."""


def word(paper: str, language: Language, context: Mapping[str, object], *, folder: Path = FOLDER) -> bytes:
    """Fill in a paper's template; what stands in *context* is text, never mark-up.

    Args:
        paper: the folder's name.
        language: which of its two templates.
        context: every name that the template uses.
        folder: where the papers' folders are.

    Raises:
        NotWritten: there is no such template, Word cannot have made it, or it names what is not given.
    """
    path = folder / paper / f"{language}.docx"
    try:
        template = DocxTemplate(path)
        template.render(dict(context), SandboxedEnvironment(undefined=StrictUndefined), autoescape=True)
        return _settled(template)
    except (TemplateError, OpcError, BadZipFile, OSError, KeyError, ValueError) as cause:
        raise NotWritten("paper_not_written", paper=f"{paper}/{language}.docx") from cause


def _settled(template: DocxTemplate) -> bytes:
    """Pack the document again without the moment of its packing."""
    made, packed = BytesIO(), BytesIO()
    template.save(made)
    with ZipFile(made) as parts, ZipFile(packed, "w", ZIP_DEFLATED) as settled:
        for name in parts.namelist():
            entry = ZipInfo(name, _MADE)
            entry.compress_type = ZIP_DEFLATED
            settled.writestr(entry, parts.read(name))
    return packed.getvalue()
