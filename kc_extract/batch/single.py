"""One document of a run: its bytes to its JSON, or to the reason why there is none."""

from __future__ import annotations

import os
import traceback
from contextlib import suppress
from pathlib import Path

import msgspec

from kc_extract.batch.outcome import Failure, Job, Outcome, Setup, Success
from kc_extract.batch.sources import printable
from kc_extract.errors import UnreadableError
from kc_extract.files import write_whole
from kc_extract.schema import encode
from kc_extract.types import Extraction, Limits


def fulfil(job: Job, setup: Setup) -> Outcome:
    """Extract one document and write its JSON; a document that fails leaves no JSON, not even an old one."""
    try:
        extraction = extract_file(Path(os.fsdecode(job.path)), setup)
        write_whole(Path(os.fsdecode(job.result)), encode(extraction) + b"\n")
    except Exception as error:  # noqa: BLE001 - one document's trouble, whatever it is, must not cost the others
        discard(Path(os.fsdecode(job.result)))
        return explain_failure(job.name, error)
    return Success(
        sections=len(extraction.sections),
        targets=len(extraction.targets),
        funding=len(extraction.funding),
        failed_checks=sum(not check.ok for check in extraction.checks),
        notes=len(extraction.notes),
    )


def extract_file(path: Path, setup: Setup) -> Extraction:
    """The extraction of one file, saying how it was made; raises what ``read`` raises, and OSError."""
    from kc_extract.pipeline import extract, read

    most = Limits().max_pdf_bytes
    if path.stat().st_size > most:
        code = "too_large"
        message = f"{path.stat().st_size / 1e6:.0f} MB is over the limit of {most / 1e6:.0f} MB for any file; split it"
        raise UnreadableError(code, message)
    document = read(path.read_bytes(), printable(path.name))
    return msgspec.structs.replace(extract(document), produced_by=setup.produced_by)


def discard(result: Path) -> None:
    """Take away the JSON of a document that failed, where there is one."""
    with suppress(OSError):
        result.unlink()


def explain_failure(name: str, error: Exception) -> Failure:
    """The failure of the document ``name``, its message naming the file and what to do."""
    if isinstance(error, UnreadableError):
        return Failure(source=name, code=error.code, message=f"{name}: {error}")
    if isinstance(error, OSError):
        message = f"{name}: {error.strerror or error}; check that the file may be read and the results folder written"
        return Failure(source=name, code="file_system", message=message)
    message = f"{name}: the extractor itself failed ({type(error).__name__}: {error}); please report it with the file"
    return Failure(source=name, code="internal_error", message=message, detail=traceback.format_exc())
