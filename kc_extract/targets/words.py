"""The word lists of the targets stage, compiled once into patterns over lower-cased text."""

from __future__ import annotations

from functools import cache

import msgspec
import regex

from kc_extract.lexicon import alternation, load, spellings


class _Data(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of what people write by hand: unknown keys are refused."""


class Verbs(_Data, frozen=True):
    """Verbs that govern a quantity: see ``lexicon/verbs.toml``."""

    actions: tuple[str, ...]
    results: tuple[str, ...]
    backward: tuple[str, ...]
    auxiliaries: tuple[str, ...]
    predicates: tuple[str, ...]
    weak_predicates: tuple[str, ...]


class Clauses(_Data, frozen=True):
    """Words that bound the phrases around a quantity: see ``lexicon/clauses.toml``."""

    noun_ends: tuple[str, ...]
    comma_ends: tuple[str, ...]
    bases: tuple[str, ...]
    figure_nouns: tuple[str, ...]
    ratio_nouns: tuple[str, ...]
    person_units: tuple[str, ...]
    subject_openers: tuple[str, ...]
    subject_closers: tuple[str, ...]
    adjuncts: tuple[str, ...]
    changes: tuple[str, ...]
    arrivals: tuple[str, ...]
    keeps: tuple[str, ...]
    reached: tuple[str, ...]
    agents: tuple[str, ...]
    modals: tuple[str, ...]


class Drops(_Data, frozen=True):
    """What is counted but is no commitment: see ``lexicon/drops.toml``."""

    durations: tuple[str, ...]
    ages: tuple[str, ...]
    multiplier_units: tuple[str, ...]
    multiplier_before: tuple[str, ...]
    multiplier_after: tuple[str, ...]
    condition_before: tuple[str, ...]
    text_units: tuple[str, ...]
    procedure_units: tuple[str, ...]
    procedure_words: tuple[str, ...]
    offices: tuple[str, ...]
    spec_units: tuple[str, ...]
    criterion_lines: tuple[str, ...]
    criterion_units: tuple[str, ...]
    announced_units: tuple[str, ...]
    criterion_headings: tuple[str, ...]
    members: tuple[str, ...]
    listed_units: tuple[str, ...]
    package_nouns: tuple[str, ...]


_FILES: dict[str, type[_Data]] = {"verbs": Verbs, "clauses": Clauses, "drops": Drops}


@cache
def words(name: str) -> tuple[str, ...]:
    """The words of one list, by the name of its key."""
    for file, shape in _FILES.items():
        if name in shape.__struct_fields__:
            found: tuple[str, ...] = getattr(load(file, shape), name)
            return found
    raise KeyError(name)


@cache
def any_of(*lists: str) -> str:
    """The source of a pattern that matches any word of the lists, whole, longest first, in either tone placement."""
    forms = {form for name in lists for word in words(name) for form in spellings(word)}
    nouns = rf"(?!{_LEVEL}|{_COMPOUND})" if "actions" in lists else ""
    return rf"(?<![\p{{L}}\d]){nouns}(?!{_SURFACE})(?:{alternation(forms)})(?![\p{{L}}\d])"


#: Half of a noun or of another word, no ``bằng`` that tells what something is (``mặt bằng``, ``cân bằng``).
_SURFACE = r"bằng(?<=(?<!\p{L})(?:mặt|công|đồng|văn|cân|thăng|ngang)\s+bằng)"
#: Half of a noun, no verb (``trường công lập``, ``chi phí``, ``giao thông``).
_COMPOUND = (
    r"lập(?<=(?<!\p{L})(?:công|dân|độc|tự|cô|biệt)\s+lập)(?!\p{L})"
    r"|(?:đào\s+)?tạo(?<=(?<!\p{L})qua\s+đào\s+tạo)(?!\p{L})|chi\s+(?:phí|nhánh|cục|bộ|đoàn|hội|tiết|ủy|uỷ|trường)(?!\p{L})|giao\s+(?:thông|dịch|lưu|thoa)(?!\p{L})"
    r"|thu\s+nhập(?!\p{L})|cử\s+tri(?!\p{L})|bán\s+(?:lẻ|buôn|kính|trú)(?!\p{L})|trồng\s+trọt(?!\p{L})"
)
#: A level of government or of school, no verb (``cấp tỉnh``).
_LEVEL = (
    r"cấp\s+(?:tỉnh|thành phố|huyện|xã|thôn|cơ sở|ủy|uỷ|bộ|trung ương|quốc gia|khu vực|tiểu học|trung học|học)(?!\p{L})"
)


@cache
def pattern(*lists: str) -> regex.Pattern[str]:
    """The compiled pattern of ``any_of``."""
    return regex.compile(any_of(*lists))


@cache
def ending(*lists: str) -> regex.Pattern[str]:
    """A pattern for a word of the lists that ends the text."""
    return regex.compile(rf"{any_of(*lists)}\s*$")
