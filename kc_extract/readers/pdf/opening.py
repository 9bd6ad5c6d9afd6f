"""Opening PDF bytes without a word on the terminal; what cannot be opened says why and what to do."""

from __future__ import annotations

import os
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from kc_extract.errors import UnreadableError
from kc_extract.types import Note

if TYPE_CHECKING:
    from collections.abc import Iterator

_EMPTY = "the file is empty (0 bytes); fetch it again from its source"
_BROKEN = "no page of this PDF can be read (it is truncated or damaged); fetch it again from its source"
_OTHER = "the content is not a PDF, whatever its name says; give the file under its own format"
_LOCKED = "the PDF is encrypted and asks for a password; save a copy without the password and give that"
_LONG = "the PDF has {pages} pages, more than the limit of {limit}; split it or raise the limit"


@cache
def mupdf() -> Any:  # noqa: ANN401 - the module has no type stubs
    """The PDF engine, loaded at first use and silent: its warnings are collected, never printed."""
    os.environ.setdefault("PYMUPDF_SUGGEST_LAYOUT_ANALYZER", "0")
    import pymupdf

    engine: Any = pymupdf
    engine.TOOLS.mupdf_display_errors(False)  # noqa: FBT003 - positional in its interface
    engine.TOOLS.mupdf_display_warnings(False)  # noqa: FBT003
    return engine


@contextmanager
def opened(data: bytes, max_pages: int) -> Iterator[Any]:
    """The open document, closed afterwards; ``UnreadableError`` for what has no readable page."""
    if not data:
        raise UnreadableError("empty", _EMPTY)
    engine = mupdf()
    engine.TOOLS.reset_mupdf_warnings()
    try:
        document = engine.open(stream=data, filetype="pdf")
    except (RuntimeError, ValueError) as error:  # the engine's own errors derive from RuntimeError
        raise UnreadableError("damaged", _BROKEN) from error
    with document:
        if not document.is_pdf:
            raise UnreadableError("damaged", _OTHER)
        _refuse(document, max_pages)
        yield document


def _refuse(document: Any, max_pages: int) -> None:  # noqa: ANN401
    if document.needs_pass and not document.authenticate(""):
        raise UnreadableError("encrypted", _LOCKED)
    if not document.page_count:
        raise UnreadableError("damaged", _BROKEN)
    if document.page_count > max_pages:
        raise UnreadableError("too_long", _LONG.format(pages=document.page_count, limit=max_pages))


def repair_notes(document: Any) -> tuple[Note, ...]:  # noqa: ANN401
    """A note where the file was damaged and had to be repaired, with what the engine said of it."""
    warnings = mupdf().TOOLS.mupdf_warnings()
    if not document.is_repaired:
        return ()
    said = "; ".join(dict.fromkeys(line.strip() for line in warnings.splitlines() if line.strip()))
    message = "the file is damaged and was repaired; text may be missing: compare it with the original"
    return (Note(code="repaired", message=f"{message} ({said[:200]})" if said else message),)
