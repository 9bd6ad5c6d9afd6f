"""Opening PDF bytes without a word on the terminal; what cannot be opened says why and what to do."""

from __future__ import annotations

import os
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from kc_extract.errors import UnreadableError
from kc_extract.types import Note

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_EMPTY, _DAMAGED, _NOT_PDF, _ENCRYPTED, _TOO_LONG = "empty", "damaged", "not_pdf", "encrypted", "too_long"
_REASONS = {
    _EMPTY: "the file is empty (0 bytes); fetch it again from its source",
    _DAMAGED: "no page of this PDF can be read (it is truncated or damaged); fetch it again from its source",
    _NOT_PDF: "the content is not a PDF, whatever its name says; give the file under its own format",
    _ENCRYPTED: "the PDF is encrypted and asks for a password; save a copy without the password and give that",
    _TOO_LONG: "the PDF has {pages} pages, more than the limit of {limit}; split it or raise the limit",
}


def _unreadable(code: str, pages: int = 0, limit: int = 0) -> UnreadableError:
    return UnreadableError(code, _REASONS[code].format(pages=pages, limit=limit))


@cache
def mupdf() -> Any:  # noqa: ANN401 - the module has no type stubs
    """The PDF engine, loaded at first use and silent: its warnings are collected, never printed."""
    os.environ.setdefault("PYMUPDF_SUGGEST_LAYOUT_ANALYZER", "0")
    import pymupdf

    engine: Any = pymupdf
    engine.TOOLS.mupdf_display_errors(False)  # noqa: FBT003 - positional in its interface
    engine.TOOLS.mupdf_display_warnings(False)  # noqa: FBT003
    return engine


def failures() -> tuple[type[Exception], ...]:
    """The exceptions by which the engine refuses what is damaged."""
    return RuntimeError, mupdf().mupdf.FzErrorBase


@contextmanager
def opened(data: bytes, max_pages: int) -> Iterator[Any]:
    """The open document, closed afterwards; ``UnreadableError`` for what has no readable page."""
    if not data:
        raise _unreadable(_EMPTY)
    engine = mupdf()
    engine.TOOLS.reset_mupdf_warnings()
    try:
        document = engine.open(stream=data, filetype="pdf")
    except failures() as error:
        raise _unreadable(_DAMAGED) from error
    with document:
        if not document.is_pdf:
            raise _unreadable(_NOT_PDF)
        _refuse(document, max_pages)
        yield document


def _refuse(document: Any, max_pages: int) -> None:  # noqa: ANN401
    if document.needs_pass and not document.authenticate(""):
        raise _unreadable(_ENCRYPTED)
    if not document.page_count:
        raise _unreadable(_DAMAGED)
    if document.page_count > max_pages:
        raise _unreadable(_TOO_LONG, document.page_count, max_pages)


def repair_notes(document: Any) -> tuple[Note, ...]:  # noqa: ANN401
    """A note where the file is damaged: repaired as a whole, or in parts, with what the engine said of it."""
    said = dict.fromkeys(line.strip() for line in mupdf().TOOLS.mupdf_warnings().splitlines() if line.strip())
    if document.is_repaired:
        return (_note("repaired", "the file is damaged and was repaired", said),)
    errors = [line for line in said if "error" in line]
    return (_note("damaged", "parts of the file are damaged", errors),) if errors else ()


def _note(code: str, what: str, said: Iterable[str]) -> Note:
    details = "; ".join(said)[:200]
    message = f"{what}; text may be missing: compare it with the original"
    return Note(code=code, message=f"{message} ({details})" if details else message)
