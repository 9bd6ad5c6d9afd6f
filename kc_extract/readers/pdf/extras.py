"""What a PDF holds beside the print of its pages: files, form fields, dynamic forms, text struck out by a reader.

None of it is part of the text. A note tells what is there, where, and how it is had.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kc_extract.readers.pdf.opening import failures
from kc_extract.types import Note

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST = 300  # characters of what is quoted in one note
_FILE, _STRUCK, _REDACTED = 17, 11, 12  # kinds of annotations, as the engine numbers them
_UNFILLED = {"", "Off", "None"}


def extra_notes(document: Any) -> tuple[Note, ...]:  # noqa: ANN401 - the engine has no type stubs
    """A note for every kind of content beside the pages; what is too damaged to be looked at is passed over."""
    notes: list[Note] = []
    broken: tuple[type[Exception], ...] = (*failures(), ValueError, TypeError)
    for found in (_files, _dynamic, _annotated):
        try:
            notes += found(document)
        except broken:
            continue
    return tuple(notes)


def _files(document: Any) -> Iterator[Note]:  # noqa: ANN401
    names = document.embfile_names()
    if names:
        yield _note("attached_files", None, f"the file holds other files, which are not read: {', '.join(names)}")


def _dynamic(document: Any) -> Iterator[Note]:  # noqa: ANN401
    kind, _ = document.xref_get_key(document.pdf_catalog(), "AcroForm/XFA")
    if kind != "null":
        message = (
            "the file is a dynamic form (XFA), whose fields only its own viewer shows; "
            "print it to PDF there and give that"
        )
        yield Note(code="dynamic_form", message=message)


def _annotated(document: Any) -> Iterator[Note]:  # noqa: ANN401
    for index in range(document.page_count):
        page = document[index]
        if page.first_widget is not None:
            yield from _fields(page)
        if page.first_annot is not None:
            yield from _marks(page)


def _fields(page: Any) -> Iterator[Note]:  # noqa: ANN401
    values = [
        f"{field.field_name} = {field.field_value}"
        for field in page.widgets()
        if field.field_type_string in {"Text", "ComboBox", "ListBox"} and str(field.field_value or "") not in _UNFILLED
    ]
    if values:
        message = "form fields are filled in on this page, which are not read; print the file to PDF and give that: "
        yield _note("form_fields", page.number + 1, message + "; ".join(values))


def _marks(page: Any) -> Iterator[Note]:  # noqa: ANN401
    for annotation in page.annots(types=(_FILE, _STRUCK, _REDACTED)):
        if annotation.type[0] == _FILE:
            name = annotation.file_info.get("filename", "")
            yield _note("attached_files", page.number + 1, f"a file is pinned to this page, which is not read: {name}")
        else:
            text = " ".join(page.get_textbox(annotation.rect).split())
            message = f"text is read that someone marked as struck out or to be blackened: {text}"
            yield _note("struck_out", page.number + 1, message)


def _note(code: str, page: int | None, message: str) -> Note:
    return Note(code=code, page=page, message=message if len(message) <= _MOST else f"{message[:_MOST]} …")
