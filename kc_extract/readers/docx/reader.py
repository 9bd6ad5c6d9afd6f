"""The Word reader: what a reader sees of the file, with notes on what was converted, dropped or not read."""

from __future__ import annotations

from collections.abc import Iterator

from kc_extract.readers.docx.content import Block, Content, Grid, Text, read_content
from kc_extract.readers.docx.lines import LineMaker
from kc_extract.readers.docx.package import open_package
from kc_extract.readers.docx.runs import Run
from kc_extract.readers.formats import MEDIA_TYPES
from kc_extract.readers.legacy import conversion_note, pool
from kc_extract.types import Input, Limits, Note, Page

_NO_TEXT = "the file holds {pictures} picture(s) and no text; read them by OCR, or give the document in another form"
_SEEN = {
    "insertions": (
        "tracked_changes",
        "{count} tracked insertion(s) are kept, as in the text with all changes accepted",
    ),
    "deletions": (
        "tracked_changes",
        "{count} tracked deletion(s) are left out, as in the text with all changes accepted",
    ),
    "hidden": ("hidden_text", "{count} run(s) of hidden text are left out"),
}


def read_docx(data: bytes, name: str | None = None, limits: Limits | None = None) -> Input:  # noqa: ARG001
    """The text of a Word file as one page without boxes.

    Numbers of lists stand as printed, insertions are kept and deletions dropped, footnotes follow their paragraph.
    Raises ``UnreadableError`` for a damaged file and for one that unpacks beyond bounds.
    """
    content = read_content(open_package(data))
    texts: dict[str, list[str]] = {}
    for run in _runs(content.blocks):
        texts.setdefault(run.face.font, []).append(run.text)
    choices = pool({font: "".join(parts) for font, parts in texts.items()})
    maker = LineMaker(choices)
    page = Page(number=1, text_source="docx", blocks=tuple(maker.make(content.blocks)))
    converted = conversion_note(maker.converted, choices)
    notes = (converted,) if converted else ()
    return Input(media_type=MEDIA_TYPES["docx"], pages=(page,), notes=(*notes, *_notes(content, page)))


def _runs(blocks: tuple[Block, ...]) -> Iterator[Run]:
    """All runs, a line feed behind each paragraph, so that words of two do not run together."""
    for block in blocks:
        if isinstance(block, Text):
            yield from block.runs
            yield Run("\n", block.runs[-1].face)
        elif isinstance(block, Grid):
            for row in block.rows:
                for field in row:
                    yield from _runs(field.blocks)


def _notes(content: Content, page: Page) -> Iterator[Note]:
    tallies = content.seen.tallies
    for kind, (code, message) in _SEEN.items():
        if tallies[kind]:
            yield Note(code=code, message=message.format(count=tallies[kind]))
    if not page.blocks:
        yield Note(code="needs_ocr", message=_NO_TEXT.format(pictures=tallies["pictures"]))
