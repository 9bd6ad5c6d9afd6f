"""Bodies as running text names them (``UBND tỉnh Vĩnh Phúc``, ``Thủ tướng``), and what the code of a number tells."""

from __future__ import annotations

from functools import cache

import regex

from kc_extract.gazetteer import agencies, body_name, find_provinces, provinces
from kc_extract.lexicon import spellings
from kc_extract.references import Reference
from kc_extract.text import lower
from kc_extract.types import Document


def named_body(document: Document, text: str) -> str | None:
    """The full name of the last body that the text names, or None."""
    found = list(_body().finditer(text))
    return full_name(document, found[-1][0].strip(" ,")) if found else None


def body_behind(document: Document, text: str) -> str | None:
    """The body behind ``của`` in what follows a number (``ngày … của Hội đồng nhân dân tỉnh Vĩnh Long``)."""
    found = regex.match(rf"[^;.\n]*?\bcủa\s+(?P<body>{_body().pattern})", text)
    return full_name(document, found["body"].strip(" ,")) if found else None


def body_of_code(reference: Reference) -> str | None:
    """The central body whose abbreviation ends the number (``QĐ-TTg``), or None for one that every province has."""
    last = regex.split(r"[-/]", reference.code)[-1]
    return next(
        (agency.name for agency in agencies().agency if last in agency.abbreviations and _is_central(agency.name)), None
    )


def full_name(document: Document, printed: str) -> str:
    """The name with its province, where the text says no more than ``UBND tỉnh``."""
    name = body_name(printed)
    for start, unit in find_provinces(name):
        if name[:start].strip() in _PEOPLE and start + len(unit.name) == len(name):
            return f"{name[:start]}{unit.full_name}"
    if lower(name).split()[-1] not in {"tỉnh", "phố"}:
        return "Thủ tướng Chính phủ" if name == "Thủ tướng" else name
    level = "thành phố" if lower(name).endswith("phố") else "tỉnh"
    stem = name[: len(name) - len(level)].rstrip()
    territory = _territory(document, level)
    return f"{stem} {territory}" if territory else name


def with_territory(document: Document, body: str, given: str | None) -> str:
    """The people's committee or council with its territory, where its block was cut behind ``NHÂN DÂN``.

    By what a portal's table gives as the issuer (``Tỉnh …``), else by the sentence of the text that names it in full.
    """
    if body not in _PEOPLE:
        return body
    unit = next((unit for start, unit in find_provinces(given or "") if start <= len("Thành phố ")), None)
    if unit is not None:
        return f"{body} {unit.full_name}"
    found = _people_in_full(body).search(document.text)
    return full_name(document, found[0]) if found else body


@cache
def _people_in_full(body: str) -> regex.Pattern[str]:
    """The body with its province or city at the start of a sentence, where it acts itself."""
    places = _either_place()
    words = "|".join(sorted(spellings(body))).replace(" ", r"\s+")
    return regex.compile(rf"(?m)(?:^|(?<=[.;,]\s))(?:{words})\s+(?:tỉnh|[tT]hành\s+phố)\s+(?:{places})(?!\p{{L}})")


def _territory(document: Document, level: str) -> str | None:
    """The province or city named most often in the text, else at the foot of an article's page."""
    for text in (document.text, (document.article.site or "") if document.article else ""):
        known = [unit.full_name for _, unit in find_provinces(text) if unit.full_name.startswith(level)]
        named = [found[0] for found in regex.finditer(rf"{level}\s+{_unknown()}", text)]
        if found := known or named:
            return max(found, key=found.count)
    return None


#: Bodies that every territory has.
_PEOPLE = ("Ủy ban nhân dân", "Hội đồng nhân dân", "Tỉnh ủy")


def _is_central(name: str) -> bool:
    return name not in _PEOPLE


@cache
def _unknown() -> str:
    """A pattern for the name of a territory that no list holds; a family name begins a person's."""
    families = "|".join(name.capitalize() for name in agencies().signing.surnames)
    return rf"(?!(?:{families})\s\p{{Lu}}\p{{Ll}}+\s\p{{Lu}})\p{{Lu}}\p{{Ll}}+(?:\s\p{{Lu}}\p{{Ll}}+){{0,2}}"


@cache
def _body() -> regex.Pattern[str]:
    places = _either_place()
    people = r"(?:UBND|HĐND|[UỦ](?:ỷ|ỶY|y) ban [nN]hân dân|Ủy ban [nN]hân dân|Hội đồng [nN]hân dân)"
    upper = rf"(?:tỉnh|[tT]hành phố|TP\.?)(?:\s+(?:(?:{places})(?!\p{{L}})|{_unknown()}))?"
    under = r"(?:huyện|quận|thị xã|xã|phường)\s+\p{Lu}\p{L}*(?:\s\p{Lu}\p{L}*)*"
    known = "|".join(
        regex.escape(agency.name) for agency in sorted(agencies().agency, key=lambda agency: -len(agency.name))
    )
    other = r"(?:Bộ|Sở)\s+\p{Lu}[\p{L}, ]*?(?=\s+(?:đã|vừa|ban hành|ký|phê)\b|,|$)"
    return regex.compile(rf"(?:{people}\s+(?:{upper}|{under}|{places})|{known}|Thủ tướng(?!\p{{L}})|{other})")


@cache
def _either_place() -> str:
    forms = {form for unit in provinces() for name in (unit.name, *unit.spellings) for form in spellings(name)}
    return "|".join(
        regex.escape(form).replace(r"\ \-\ ", r"\s?[-–]\s?").replace(r"\ ", r"\s+")
        for form in sorted(forms, key=lambda form: (-len(form), form))
    )
