"""Writes ``docs/rules.md``: every rule by its name, which pictures what it reads, with phrases that it reads.

The phrases are those of the tests and those beside the rules; what stands behind each is what the extractor makes of it
at this moment, so the page cannot say anything else than the code. Run it with ``python -m docs.rules``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from docs.phrases import phrases
from kc_extract.layout import compose
from kc_extract.outline.markers import find_marker
from kc_extract.pipeline import extract
from kc_extract.readers.plain import read_plain
from kc_extract.rules import read_numbers
from kc_extract.types import Extraction, Mention, Span

PAGE = Path(__file__).with_name("rules.md")
_EXAMPLES = 4
_INTRODUCTION = """# Rules

Written by `python -m docs.rules`; a test holds it to the code. Each rule stands under its name, the name that the field
`rule` of a record gives, with phrases that it reads and what is read there. What a rule covers is **bold**.
"""
_PARTS = {
    "quantity": (
        "Numbers that are quantities",
        "The first stage reads every number of a text, by what stands around it.",
    ),
    "none": (
        "Numbers that are none",
        "Every other number is named: the reason, with the rule that gives it. None vanishes in silence.",
    ),
    "dropped": (
        "Quantities that are neither targets nor funding",
        "A quantity that is no commitment, and money that nobody pays, keep the reason why.",
    ),
    "marker": (
        "Markers of the outline",
        "What numbers a section stands at the start of a paragraph, in one of these systems.",
    ),
    "citation": ("Citations", "Other documents, by their number."),
    "target": ("Targets", "The kind of the quantity, and on which side of it what is counted stands."),
    "funding": ("Funding", "What the money is for, and its role."),
}

Shown = tuple[str, str, str]


def page() -> str:
    """The whole page, the same for the same code."""
    rules: dict[str, dict[str, list[str]]] = {part: {} for part in _PARTS}
    for phrase in phrases():
        for part, rule, line in _read(phrase):
            lines = rules[part].setdefault(rule, [])
            if len(lines) < _EXAMPLES and line not in lines:
                lines.append(line)
    return "\n".join([_INTRODUCTION, *(line for part, found in rules.items() for line in _part(part, found))])


def _part(part: str, rules: dict[str, list[str]]) -> Iterator[str]:
    title, told = _PARTS[part]
    yield f"## {title}\n\n{told}\n"
    for rule in sorted(rules):
        yield f"### `{rule}`\n"
        yield from rules[rule]
        yield ""


def _read(phrase: str) -> Iterator[Shown]:
    """Part, rule and line of everything that is read in a phrase."""
    reading = read_numbers(phrase)
    for mention in reading.mentions:
        yield "quantity", mention.rule, _line(phrase, mention.span, _value(mention))
    for exclusion in reading.exclusions:
        yield "none", exclusion.rule, _line(phrase, exclusion.span, exclusion.reason.replace("_", " "))
    marker = find_marker(phrase)
    if marker is not None:
        yield "marker", f"marker_{marker.system}", _line(phrase, Span(0, marker.end), f"`{marker.text}`")
    yield from _records(extract(compose(read_plain(phrase.encode()), identity="", name=None)))


def _records(extraction: Extraction) -> Iterator[Shown]:
    text = extraction.text
    for citation in extraction.citations:
        yield "citation", citation.rule, _line(text, citation.span, f"{citation.number}, {citation.role}")
    for target in extraction.targets:
        words = (target.action, _sides(target.qualifier, target.low, target.high), target.unit, target.indicator)
        yield "target", target.rule, _line(text, target.span, _joined(words))
    for money in extraction.funding:
        words = (_sides(money.qualifier, money.low, money.high), money.currency, money.source, money.nature, money.per)
        yield "funding", money.rule, _line(text, money.span, _joined(words))
    for exclusion in extraction.exclusions:
        if exclusion.rule in {"targets", "funding"}:
            yield "dropped", exclusion.reason, _line(text, exclusion.span, exclusion.rule)


def _value(mention: Mention) -> str:
    unit = mention.currency or mention.unit
    stated = f"in words {mention.stated:f}" if mention.stated is not None else None
    per = f"per {mention.per}" if mention.per else None
    return _joined((_sides(mention.qualifier, mention.low, mention.high), unit, per, stated))


def _sides(qualifier: str, low: object, high: object) -> str:
    values = " to ".join(f"{side:f}" for side in dict.fromkeys((low, high)) if side is not None)
    return values if qualifier == "exact" else f"{qualifier.replace('_', ' ')} {values}"


def _joined(words: Iterable[str | None]) -> str:
    return " · ".join(word for word in words if word)


def _line(text: str, span: Span, told: str) -> str:
    """The phrase with what is covered in bold, and what is read; signs that Markdown would take are escaped."""
    covered = text[span.start : span.end]
    parts = (text[: span.start], f"**{_plain(covered.strip())}**", text[span.end :])
    spaces = " " if covered.endswith(" ") else ""
    line = f"{_plain(parts[0])}{parts[1]}{spaces}{_plain(parts[2])}"
    return f"- {' ⏎ '.join(line.split(chr(10)))} → {told}"


def _plain(text: str) -> str:
    return "".join(f"\\{char}" if char in "\\*_`<>|[]#" else char for char in text)


def main() -> int:
    """Write the page."""
    PAGE.write_text(page(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
