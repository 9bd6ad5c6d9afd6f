"""The report as a page for the mail, in Vietnamese: tables and inline styles alone, which mail programs keep."""

from __future__ import annotations

from functools import cache
from html import escape
from importlib import resources
from typing import TYPE_CHECKING

import msgspec

from kc_extract.export.labels import label
from kc_extract.export.sheets import SUMMARY_LINES
from kc_extract.report.facts import Facts

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from kc_extract.report.facts import BrokenOff, Trouble

#: So many documents of one failure are named; the JSON report and ``failures.jsonl`` have all.
_SHOWN = 20
_FONT = "font-family:Arial,'Helvetica Neue',sans-serif;font-size:14px;line-height:1.45;color:#1f2933"
_CELL = f"{_FONT};padding:5px 10px;border-bottom:1px solid #dde3ea;vertical-align:top"
_HEAD = f"{_CELL};background:#d9e2f3;font-weight:bold"
_TITLE = f"{_FONT};font-size:16px;font-weight:bold;margin:26px 0 8px"
_HINT = f"{_FONT};font-size:13px;color:#52606d;margin:0 0 8px"
_COLOURS = {"well": "#1e7e4a", "failed": "#b45309", "broken_off": "#c00000"}

Cell = str | int | float | None


def report_to_html(report: Facts | BrokenOff) -> str:
    """A whole page without anything from elsewhere."""
    body = _facts(report) if isinstance(report, Facts) else _broken(report)
    title = escape(_word("heading", "title"))
    return (
        f'<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title></head>\n'
        f'<body style="margin:0;padding:0;background:#ffffff">\n'
        f'<div style="{_FONT};max-width:860px;margin:0 auto;padding:18px">\n'
        f'<h1 style="{_FONT};font-size:21px;margin:0 0 10px">{title}</h1>\n{"".join(body)}</div>\n</body></html>\n'
    )


def _facts(facts: Facts) -> Iterator[str]:
    yield _banner("failed" if facts.outcomes["failed"] else "well")
    yield _about(facts, [("duration", _duration(facts.seconds))])
    yield _titled("outcome", _pairs(_outcomes(facts)))
    if facts.failures:
        yield _titled("failures", _troubles(facts.failures))
    if facts.quarantine:
        yield _titled("quarantine", _troubles(facts.quarantine), "quarantine_hint")
    if facts.doubtful:
        names = ("name", "places", "unread", "failed_checks", "doubtful", "unexplained")
        rows = [[getattr(doubt, name) for name in names] for doubt in facts.doubtful]
        yield _titled("doubtful", _table([_word("column", name) for name in names], rows), "doubtful_hint")
    if facts.read.tiers:
        tiers = [(label("text_source", tier), count) for tier, count in facts.read.tiers.items()]
        yield _titled("tier", _pairs(tiers))
        kinds = ("pages", "sections", "targets", "funding")
        yield _titled("read", _pairs([(_word("column", kind), getattr(facts.read, kind)) for kind in kinds]))
    if facts.totals is not None:
        totals = facts.totals
        yield _titled("totals", _pairs([(heading, getattr(totals, field)) for heading, field in SUMMARY_LINES]))
    if facts.slowest:
        yield _titled("slowest", _slowest(facts))


def _broken(report: BrokenOff) -> Iterator[str]:
    yield _banner("broken_off")
    yield _about(report, [])
    yield _titled("reason", f'<p style="{_FONT};margin:0 0 8px">{escape(report.reason)}</p>', "settled")


def _banner(state: str) -> str:
    style = f"{_FONT};font-weight:bold;color:#ffffff;background:{_COLOURS[state]};padding:10px 14px;margin:0 0 14px"
    return f'<p style="{style}">{escape(_word("state", state))}</p>\n'


def _about(report: Facts | BrokenOff, more: Sequence[tuple[str, str]]) -> str:
    lines = [("began", _moment(report.began)), ("ended", _moment(report.ended)), *more]
    lines += [("out", report.out or ""), ("archive", report.archive or ""), ("version", f"kc-extract {report.version}")]
    return _pairs([(_word("column", name), value) for name, value in lines if value])


def _outcomes(facts: Facts) -> list[tuple[str, Cell]]:
    every = (_word("heading", "documents"), facts.documents)
    return [every, *((_word("outcome", outcome), count) for outcome, count in facts.outcomes.items())]


def _troubles(troubles: Sequence[Trouble]) -> str:
    rows: list[Sequence[Cell]] = []
    for trouble in troubles:
        rows += [[lost.name, trouble.code, lost.message] for lost in trouble.documents[:_SHOWN]]
        if (more := len(trouble.documents) - _SHOWN) > 0:
            rows.append([_word("heading", "more").format(count=_number(more)), trouble.code, ""])
    return _table([_word("column", name) for name in ("name", "code", "message")], rows)


def _slowest(facts: Facts) -> str:
    rows = [
        [slow.name, slow.seconds, slow.pages, label("text_source", slow.text_source) if slow.text_source else None]
        for slow in facts.slowest
    ]
    return _table([_word("column", name) for name in ("name", "seconds", "pages", "text_source")], rows)


def _titled(heading: str, content: str, hint: str | None = None) -> str:
    said = f'<p style="{_HINT}">{escape(_word("heading", hint))}</p>\n' if hint else ""
    return f'<h2 style="{_TITLE}">{escape(_word("heading", heading))}</h2>\n{said}{content}\n'


def _pairs(rows: Sequence[tuple[str, Cell]]) -> str:
    return _table([], rows)


def _table(heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    figures = [isinstance(cell, int | float) for cell in rows[0]] if rows else []
    sides = ["right" if is_figure else "left" for is_figure in figures]
    head = "".join(
        f'<th style="{_HEAD};text-align:{side}">{escape(name)}</th>' for name, side in zip(heads, sides, strict=False)
    )
    lines = [f"<tr>{head}</tr>\n"] if heads else []
    lines += ["<tr>" + "".join(map(_cell, row)) + "</tr>\n" for row in rows]
    return (
        f'<table cellspacing="0" cellpadding="0" border="0" style="border-collapse:collapse">\n{"".join(lines)}</table>'
    )


def _cell(value: Cell) -> str:
    if isinstance(value, int | float):
        return f'<td style="{_CELL};text-align:right;white-space:nowrap">{_number(value)}</td>'
    return f'<td style="{_CELL}">{_breakable(escape(value or ""))}</td>'


def _breakable(words: str) -> str:
    """Long paths may go on in the next line, but not within a name."""
    return words.replace("/", "/<wbr>").replace("_", "_<wbr>")


def _number(value: float) -> str:
    """A figure as it is written in Vietnamese: thousands with points, decimals with a comma."""
    written = f"{value:,.1f}" if isinstance(value, float) else f"{value:,}"
    return written.translate({ord(","): ".", ord("."): ","})


def _moment(moment: dt.datetime) -> str:
    return f"{moment.astimezone():%H:%M %d/%m/%Y}"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "giờ"), (minutes, "phút"), (rest, "giây"))
    return " ".join(f"{count} {unit}" for count, unit in parts if count) or f"{_number(seconds)} giây"


def _word(group: str, name: str) -> str:
    return _words()[group][name]


@cache
def _words() -> dict[str, dict[str, str]]:
    data = resources.files("kc_extract.report").joinpath("labels.toml").read_bytes()
    return msgspec.toml.decode(data, type=dict[str, dict[str, str]])
