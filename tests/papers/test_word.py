"""Papers in Word: the same facts give the same bytes, text is never mark-up, a template is no program."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document

from tasks.papers.word import NotWritten, word


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one paper, as somebody made it in Word."""
    (tmp_path / "sample").mkdir()
    made = Document()
    made.add_heading("Hysbysiad {{ reference }}", 1)
    made.add_paragraph("{{ outline }}")
    made.save(str(tmp_path / "sample" / "cy.docx"))
    return tmp_path


def paragraphs(written: bytes) -> list[str]:
    return [each.text for each in Document(BytesIO(written)).paragraphs]


def template(folder: Path, text: str) -> None:
    made = Document()
    made.add_paragraph(text)
    made.save(str(folder / "sample" / "en.docx"))


def test_the_same_facts_give_the_same_bytes(folder: Path) -> None:
    """Seen to fail with `_settled` left out: the archive bore the second of its packing."""
    facts = {"reference": "CPR EX 1/2026", "outline": "Sut y rhannwyd gwybodaeth."}
    written = word("sample", "cy", facts, folder=folder)
    assert written == word("sample", "cy", facts, folder=folder)
    assert {each.date_time for each in ZipFile(BytesIO(written)).infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert paragraphs(written) == ["Hysbysiad CPR EX 1/2026", "Sut y rhannwyd gwybodaeth."]


def test_what_somebody_wrote_stands_as_text_whatever_it_looks_like(folder: Path) -> None:
    """Seen to fail with `autoescape` left out."""
    typed = "{{ 7 * 7 }} <w:t>& \x0b«\x00ŵ»"
    written = word("sample", "cy", {"reference": "1", "outline": typed}, folder=folder)
    assert paragraphs(written)[1] == "{{ 7 * 7 }} <w:t>& «ŵ»"


@pytest.mark.parametrize("text", ["{{ nothing_of_the_kind }}", "{% if %}", "{{ ''.__class__.__mro__ }}"])
def test_a_template_that_asks_for_what_it_is_not_given_is_refused_by_name(folder: Path, text: str) -> None:
    """Seen to fail with Jinja's usual environment in the sandbox's place."""
    template(folder, text)
    with pytest.raises(NotWritten) as refused:
        word("sample", "en", {"reference": "1", "outline": "2"}, folder=folder)
    assert refused.value.facts == {"paper": "sample/en.docx"}


def test_a_template_that_is_missing_or_no_word_document_is_refused_by_name(folder: Path) -> None:
    with pytest.raises(NotWritten):
        word("sample", "en", {}, folder=folder)
    (folder / "sample" / "en.docx").write_bytes(b"PK not really")
    with pytest.raises(NotWritten):
        word("sample", "en", {}, folder=folder)
