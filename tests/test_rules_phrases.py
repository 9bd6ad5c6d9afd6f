"""The phrase corpus: what each phrase means, the whole of it, and the phrases that must mean nothing."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec
import pytest

from kc_extract.rules import find_quantities, read_numbers
from kc_extract.types import Mention

FOLDER = Path(__file__).parent / "phrases"


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    read: dict[str, list[str]] = {}
    silent: dict[str, list[str]] = {}


class Phrases(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    group: list[Group]


@cache
def groups() -> tuple[Group, ...]:
    files = sorted(FOLDER.glob("*.toml"))
    return tuple(group for path in files for group in msgspec.toml.decode(path.read_bytes(), type=Phrases).group)


READ = [(text, meaning) for group in groups() for text, meaning in group.read.items()]
SILENT = [(text, reasons) for group in groups() for text, reasons in group.silent.items()]


def told(mention: Mention) -> str:
    """A mention as the corpus writes it: kind, value, unit, per, qualifier, what the words state."""
    low = "" if mention.low is None else ("<" if mention.low_open else "") + format(mention.low, "f")
    high = "" if mention.high is None else ("<" if mention.high_open else "") + format(mention.high, "f")
    low = low.replace("<", ">")
    parts = [
        mention.kind,
        low if low and low == high else f"{low}..{high}",
        mention.currency or mention.unit,
        mention.per and f"per {mention.per}",
        None if mention.qualifier == "exact" else mention.qualifier,
        None if mention.stated is None else f"stated {mention.stated:f}",
    ]
    return " ".join(part for part in parts if part)


@pytest.mark.parametrize(("text", "meaning"), READ)
def test_a_phrase_is_read(text: str, meaning: list[str]) -> None:
    assert [told(mention) for mention in find_quantities(text)] == meaning


@pytest.mark.parametrize(("text", "reasons"), SILENT)
def test_a_phrase_without_quantity_is_silent(text: str, reasons: list[str]) -> None:
    reading = read_numbers(text)
    assert reading.mentions == ()
    assert [exclusion.reason for exclusion in reading.exclusions] == reasons


#: Phrases that mean the same wherever they stand: a bare number is one only where it fills its paragraph.
ANYWHERE = [(text, meaning) for text, meaning in READ if not any(told.startswith("number") for told in meaning)]


@pytest.mark.parametrize(("text", "meaning"), [pair for pair in ANYWHERE if not pair[0].startswith(("-", "|", "mười"))])
def test_a_phrase_is_read_the_same_behind_another_paragraph(text: str, meaning: list[str]) -> None:
    before = "Ban hành kèm theo Quyết định này.\n"
    assert [told(mention) for mention in find_quantities(f"{before}{text}\nNơi nhận: như trên")] == meaning


def test_the_corpus_is_large_and_half_of_it_stands_in_sentences() -> None:
    texts = [text for text, _ in READ + SILENT]
    assert len(texts) == len(set(texts)) >= 1200
    assert len(SILENT) >= 200
    assert sum(text.endswith((".", ";")) and len(text.split()) > 4 for text in texts) >= 400
