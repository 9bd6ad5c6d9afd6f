"""The report as metrics for the textfile collector of Prometheus' node_exporter.

The form is the text exposition format, version 0.0.4 (Prometheus documentation, Exposition formats).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kc_extract.files import write_whole
from kc_extract.report.facts import Facts

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from kc_extract.report.facts import BrokenOff

    Sample = tuple[str, Mapping[str, str], float]

_COMPLETED = "kc_extract_last_completed_timestamp_seconds"
_SUCCESS = "kc_extract_last_success_timestamp_seconds"
_HELP = {
    "kc_extract_exit_code": "Exit code of the last run.",
    "kc_extract_last_run_timestamp_seconds": "End of the last run, however it ended.",
    _COMPLETED: "End of the last run that went over all documents, though some may have failed.",
    _SUCCESS: "End of the last run in which none failed.",
    "kc_extract_run_seconds": "Duration of the last run, where it went over all documents.",
    "kc_extract_documents": "Documents of the last run by what became of them.",
    "kc_extract_read_documents": "Documents extracted in the last run by where their text came from.",
    "kc_extract_read_pages": "Pages of the documents extracted in the last run.",
    "kc_extract_read_records": "Records of the documents extracted in the last run.",
    "kc_extract_failures": "Documents that failed in the last run by the code of the failure.",
    "kc_extract_slowest_document_seconds": "What the slowest document of the last run took.",
}


def write_metrics(path: Path, report: Facts | BrokenOff) -> None:
    """Write the metrics whole; times of former runs are taken over from the file that stands there.

    Of a run that broke off there are no counts, for those of a former run would pass as new.
    """
    former = _former(path)
    write_whole(path, "".join(_lines([*_times(report, former), *_samples(report)])).encode())


def _former(path: Path) -> dict[str, float]:
    try:
        text = path.read_text("utf-8", errors="replace")
    except OSError:
        return {}
    found = re.findall(rf"^({_COMPLETED}|{_SUCCESS}) (\d+(?:\.\d+)?)$", text, re.MULTILINE)
    return {name: float(value) for name, value in found}


def _times(report: Facts | BrokenOff, former: dict[str, float]) -> Iterator[Sample]:
    now = _stamp(report.ended)
    yield "kc_extract_exit_code", {}, report.exit_code
    yield "kc_extract_last_run_timestamp_seconds", {}, now
    times = dict(former)
    if isinstance(report, Facts):
        times[_COMPLETED] = now
        if report.exit_code == 0:
            times[_SUCCESS] = now
    for name in (_COMPLETED, _SUCCESS):
        if name in times:
            yield name, {}, times[name]


def _samples(report: Facts | BrokenOff) -> Iterator[Sample]:
    if not isinstance(report, Facts):
        return
    yield "kc_extract_run_seconds", {}, round(report.seconds, 3)
    for outcome, count in report.outcomes.items():
        yield "kc_extract_documents", {"outcome": outcome}, count
    for tier, count in report.read.tiers.items():
        yield "kc_extract_read_documents", {"text_source": tier}, count
    yield "kc_extract_read_pages", {}, report.read.pages
    yield "kc_extract_read_records", {"kind": "target"}, report.read.targets
    yield "kc_extract_read_records", {"kind": "funding"}, report.read.funding
    for trouble in report.failures:
        yield "kc_extract_failures", {"code": trouble.code}, len(trouble.documents)
    if report.slowest:
        yield "kc_extract_slowest_document_seconds", {}, report.slowest[0].seconds


def _lines(samples: list[Sample]) -> Iterator[str]:
    told = ""
    for name, labels, value in samples:
        if name != told:
            yield f"# HELP {name} {_HELP[name]}\n# TYPE {name} gauge\n"
            told = name
        inner = ",".join(f'{label}="{word}"' for label, word in labels.items())
        yield f"{name}{{{inner}}} {value}\n" if inner else f"{name} {value}\n"


def _stamp(moment: dt.datetime) -> float:
    return round(moment.timestamp(), 3)
