"""Report files, in the form that their ending tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from kc_extract.files import write_whole
from kc_extract.report.html import report_to_html
from kc_extract.report.text import report_to_text, without_password

if TYPE_CHECKING:
    from pathlib import Path

    from kc_extract.report.facts import BrokenOff, Facts

ENDINGS = (".json", ".html", ".txt")


def write_report(path: Path, report: Facts | BrokenOff) -> None:
    """Write the report whole, as JSON, HTML or text; a password in an address is not written."""
    if report.archive is not None:
        report = msgspec.structs.replace(report, archive=without_password(report.archive))
    if path.suffix == ".json":
        data = msgspec.json.format(msgspec.json.encode(report), indent=1) + b"\n"
    else:
        data = (report_to_html(report) if path.suffix == ".html" else report_to_text(report)).encode()
    write_whole(path, data)
