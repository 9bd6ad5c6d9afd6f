"""Old Word files (.doc): converted to .docx by LibreOffice where it is installed, then read as such."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

import msgspec

from kc_extract.errors import UnreadableError
from kc_extract.readers.docx import read_docx
from kc_extract.readers.formats import MEDIA_TYPES
from kc_extract.types import Input, Limits, Note

_PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 120
_NEEDS, _BROKEN, _TIMEOUT = "needs_libreoffice", "damaged", "timeout"
_INSTALL = "apt-get install --no-install-recommends libreoffice-writer"
_MISSING = (
    f"an old Word file (.doc) is read through LibreOffice, which is not installed: {_INSTALL}; or save it as .docx"
)
_FAILED = (
    f"LibreOffice could not convert this .doc file; its Writer may be missing ({_INSTALL}), or the file is damaged"
)
_SLOW = "LibreOffice took more than {seconds} s to convert this .doc file and was stopped; save it as .docx"


def read_doc(data: bytes, name: str | None = None, limits: Limits | None = None) -> Input:
    """The text of a .doc file as one page without boxes, as its .docx gives it, with a note on the conversion.

    Raises ``UnreadableError``: ``needs_libreoffice`` without LibreOffice, ``damaged`` or ``timeout`` where it fails.
    """
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise UnreadableError(_NEEDS, _MISSING)
    with tempfile.TemporaryDirectory(prefix="kc-extract-") as folder:
        found = read_docx(_convert(program, data, Path(folder)), name, limits)
    note = Note(code="converted", message="an old Word file (.doc), converted to .docx by LibreOffice before reading")
    return msgspec.structs.replace(found, media_type=MEDIA_TYPES["doc"], notes=(note, *found.notes))


def _convert(program: str, data: bytes, folder: Path) -> bytes:
    """The .docx that LibreOffice makes; it runs with a profile of its own, so that it shares nothing with others."""
    (folder / "in.doc").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    _run(
        [program, profile, "--headless", "--norestore", "--convert-to", "docx", "--outdir", str(folder), "in.doc"],
        folder,
    )
    made = folder / "in.docx"
    if not made.is_file():
        raise UnreadableError(_BROKEN, _FAILED)
    return made.read_bytes()


def _run(command: list[str], folder: Path) -> None:
    """Run to the end, or stop the program and what it started after the time allowed."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(  # noqa: S603 - the program is found by name, the arguments are ours
        command, cwd=folder, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    ) as process:
        try:
            process.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise UnreadableError(_TIMEOUT, _SLOW.format(seconds=_SECONDS)) from None
