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


#: Sentences that a phrase may stand in, in the middle, at the end, behind a colon and in brackets.
FRAMES = (
    "Ủy ban nhân dân tỉnh giao Sở Tài chính theo dõi {}; các đơn vị liên quan phối hợp thực hiện.",
    "Theo báo cáo của Sở Công Thương, kết quả thực hiện là {}, phù hợp với kế hoạch đã giao.",
    "a) Nội dung thực hiện: {}.",
    "Kinh phí và khối lượng ({}) do đơn vị chủ trì tự chịu trách nhiệm.",
)
#: Their first figure stands without a unit, and is a number where the sentence says that it is a value.
HALF_READ = ("5 x 3 triệu đồng", "500 - 1 tỷ đồng")
FRAMED = [(text, meaning) for text, meaning in ANYWHERE
          if not text.endswith((".", ";")) and not {"\n", "|"} & set(text) and text not in HALF_READ]  # fmt: skip


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.split()[0])
def test_a_phrase_is_read_the_same_within_a_sentence(frame: str) -> None:
    assert len(FRAMED) > 400
    for text, meaning in FRAMED:
        assert [told(mention) for mention in find_quantities(frame.format(text))] == meaning, text


def test_the_corpus_is_large_and_half_of_it_stands_in_sentences() -> None:
    texts = [text for text, _ in READ + SILENT]
    assert len(texts) == len(set(texts)) >= 1200
    assert len(SILENT) >= 200
    assert sum(text.endswith((".", ";")) and len(text.split()) > 4 for text in texts) >= 400
