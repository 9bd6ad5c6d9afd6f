"""One document of a run: its bytes to its JSON, or to the reason why there is none."""

from __future__ import annotations

import errno
import os
import traceback
from contextlib import suppress
from pathlib import Path

import msgspec

from kc_extract.batch.making import NEEDS, UNFINISHED
from kc_extract.batch.origins import Origin, read_bytes
from kc_extract.batch.outcome import Failure, Job, Outcome, Setup, Success
from kc_extract.errors import UnreadableError
from kc_extract.files import write_whole
from kc_extract.schema import encode
from kc_extract.types import Extraction, Limits, Note

#: Records below this confidence are counted as doubtful.
DOUBTFUL = 0.8
#: Codes of notes on a page, or on the whole document, that could not be read.
UNREAD = frozenset({"no_document_text", "ocr_limit", "unreadable_page"})


def warm_up() -> None:
    """Read a first text, which loads the readers, builds all patterns and so finds what is wrong with words."""
    from kc_extract.pipeline import extract, read
    from kc_extract.readers.words import check

    check()
    extract(read("Điều 1. Hỗ trợ 02 mô hình, kinh phí 30 triệu đồng từ ngân sách tỉnh.".encode()))


def fulfil(job: Job, setup: Setup) -> Outcome:
    """Extract one document and write its JSON; a document that fails leaves no JSON, not even an old one."""
    try:
        extraction = extract_file(job.origin, job.name, setup)
        write_whole(Path(os.fsdecode(job.result)), encode(extraction) + b"\n")
    except Exception as error:  # noqa: BLE001 - one document's trouble, whatever it is, must not cost the others
        discard(Path(os.fsdecode(job.result)))
        return explain_failure(job.name, error)
    return tell(extraction)


def tell(extraction: Extraction) -> Success:
    """How much was read, and how much of it is in doubt."""
    records = (*extraction.targets, *extraction.funding)
    return Success(
        content=extraction.document.id,
        text_source=extraction.document.text_source,
        pages=extraction.document.pages,
        sections=len(extraction.sections),
        targets=len(extraction.targets),
        funding=len(extraction.funding),
        failed_checks=sum(not check.ok for check in extraction.checks),
        notes=len(extraction.notes),
        doubtful=sum(record.confidence < DOUBTFUL for record in records),
        unexplained=len(extraction.unexplained),
        unread=sum(map(_is_unread, extraction.notes)),
    )


def _is_unread(note: Note) -> bool:
    return note.code in UNREAD or note.code.startswith(NEEDS) or note.code.endswith(UNFINISHED)


def extract_file(origin: Origin, name: str, setup: Setup) -> Extraction:
    """The extraction of one document, saying how it was made; raises what ``read`` and ``read_bytes`` raise."""
    from kc_extract.pipeline import extract, read

    limits = Limits(max_pages=setup.bounds.pages)
    document = read(read_bytes(origin, limits.max_pdf_bytes), name.rpartition("/")[-1], limits=limits)
    return msgspec.structs.replace(extract(document), produced_by=setup.produced_by)


def discard(result: Path) -> None:
    """Take away the JSON of a document that failed, where there is one."""
    with suppress(OSError):
        result.unlink()


def explain_failure(name: str, error: Exception) -> Failure:
    """The failure of the document ``name``, its message naming the file and what to do."""
    if isinstance(error, UnreadableError):
        return Failure(source=name, code=error.code, message=f"{name}: {error}")
    if isinstance(error, MemoryError):
        message = f"{name}: took more memory than it may; give a higher --memory-limit, or split the file"
        return Failure(source=name, code="memory_limit", message=message, detail=traceback.format_exc())
    if isinstance(error, RecursionError):
        message = f"{name}: nested too deeply to be read; save it again in a simpler form, or report it with the file"
        return Failure(source=name, code="too_deep", message=message, detail=traceback.format_exc())
    if isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG:
        message = f"{name}: the path of its result is too long for the file system; rename the file or its folders"
        return Failure(source=name, code="file_system", message=message)
    if isinstance(error, OSError):
        message = f"{name}: {error.strerror or error}; check that it is there, may be read, and its result be written"
        return Failure(source=name, code="file_system", message=message)
    message = f"{name}: the extractor itself failed ({type(error).__name__}: {error}); please report it with the file"
    return Failure(source=name, code="internal_error", message=message, detail=traceback.format_exc())
