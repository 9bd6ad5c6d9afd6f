"""Bytes to pages: the reader is chosen by what the bytes are, never by a file name."""

from __future__ import annotations

import msgspec

from kc_extract.errors import UnreadableError
from kc_extract.readers.formats import MEDIA_TYPES, Format, detect
from kc_extract.types import Input, Limits, Note

#: Formats that are known but not read, each with what to do.
_UNREAD: dict[Format, str] = {
    "empty": "the file is empty; fetch it again",
    "rtf": "a rich-text file is not read; save it as PDF and try again",
    "zip": "a ZIP archive is not a document; unpack it and give the folder",
    "binary": "the bytes are no PDF, no HTML and no text; check that the download is complete",
}


def read_input(data: bytes, name: str | None, limits: Limits) -> Input:
    """The pages of the input, with notes on what could not be read.

    Raises ``UnreadableError`` for bytes that no reader can open, with what they are and what to do.
    """
    form = detect(data)
    if form in _UNREAD:
        raise UnreadableError(form, _UNREAD[form])
    if form == "pdf":
        from kc_extract.readers.pdf import read_pdf

        return read_pdf(data, name, limits)
    if form == "image":
        return _read_image(data, name, limits)
    if form in {"docx", "doc"}:
        return _read_word(data, name, limits, form)
    if len(data) > limits.max_bytes:
        msg = "too_large"
        raise UnreadableError(msg, _too_large(len(data), limits))
    if form == "gzip":
        return _read_packed(data, name, limits)
    if form in {"html", "mhtml"}:
        from kc_extract.readers.html import read_html

        return read_html(data, name, limits)
    from kc_extract.readers.plain import read_plain

    return read_plain(data)


def _read_packed(data: bytes, name: str | None, limits: Limits) -> Input:
    """The pages of what is compressed by gzip; a note says so, but of a web page, which servers send like that."""
    from kc_extract.readers.html import read_html
    from kc_extract.readers.html.containers import unpack

    inner = unpack(data, "gzip", limits)
    form = detect(inner)
    if form in {"html", "mhtml", "gzip"}:
        return read_html(inner, name, limits)
    source = read_input(inner, name, limits)
    note = Note(
        code="unpacked", message=f"the file is compressed by gzip; what it holds was read as {MEDIA_TYPES[form]}"
    )
    return msgspec.structs.replace(source, notes=(note, *source.notes))


def _read_image(data: bytes, name: str | None, limits: Limits) -> Input:
    """The pages of a picture file, read by character recognition."""
    if len(data) > limits.max_pdf_bytes:
        msg = "too_large"
        raise UnreadableError(msg, _too_large(len(data), limits))
    from kc_extract.readers.image import read_image

    return read_image(data, name, limits)


def _read_word(data: bytes, name: str | None, limits: Limits, form: Format) -> Input:
    """The pages of a Word file; its pictures count in its size, so that the limit is that of PDF."""
    if len(data) > limits.max_pdf_bytes:
        msg = "too_large"
        raise UnreadableError(msg, _too_large(len(data), limits))
    if form == "doc":
        from kc_extract.readers.doc import read_doc

        return read_doc(data, name, limits)
    from kc_extract.readers.docx import read_docx

    return read_docx(data, name, limits)


def _too_large(size: int, limits: Limits) -> str:
    return (
        f"{size / 1e6:.1f} MB of text is over the limit of {limits.max_bytes / 1e6:.0f} MB for one document; "
        "split it, or raise Limits.max_bytes"
    )
