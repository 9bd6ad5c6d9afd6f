"""Small extractions for the tests of links."""

import datetime as dt
import hashlib
from decimal import Decimal
from typing import Any

from kc_extract.types import (
    Announced,
    Citation,
    DocumentFields,
    Extraction,
    Funding,
    ProducedBy,
    Span,
    Target,
)


def made(
    name: str,
    number: str | None,
    on: str | None,
    place: str = "Vĩnh Long",
    text: str = "",
    **more: Any,  # noqa: ANN401 - any field of the extraction or its document
) -> tuple[str, Extraction]:
    """A document under its name; ``text`` is what its citations are found in, by ``cites``."""
    records = {key: more.pop(key) for key in ("citations", "targets", "funding") if key in more}
    fields: dict[str, Any] = {
        "kind": "decision",
        "issuer": f"Ủy ban nhân dân tỉnh {place}",
        "place": place,
        "title": "Ban hành quy chế",
        "issued_on": None if on is None else dt.date.fromisoformat(on),
        **more,
    }
    document = DocumentFields(
        id=hashlib.sha256(name.encode()).hexdigest(), source_name=name, media_type="text/plain", pages=0,
        text_source="plain", number=number, **fields,
    )  # fmt: skip
    empty: dict[str, Any] = dict.fromkeys(
        ("pages", "sections", "citations", "targets", "funding", "tables", "checks", "notes"), ()
    )
    return name, Extraction(produced_by=ProducedBy(version="0"), document=document, text=text, **{**empty, **records})


def cites(text: str, number: str, on: str | None = None, role: str = "basis") -> dict[str, Any]:
    """The text and the one citation in it, to be given to ``made``."""
    start = text.index(number)
    issued = None if on is None else dt.date.fromisoformat(on)
    citation = Citation(id="c1", span=Span(start, start + len(number)), number=number, issued_on=issued, role=role)  # type: ignore[arg-type]
    return {"text": text, "citations": (citation,)}


def announces(number: str | None, on: str | None, issuer: str | None) -> Announced:
    return Announced(number=number, issued_on=None if on is None else dt.date.fromisoformat(on), issuer=issuer)


def target(identity: str, value: int, indicator: str, unit: str) -> Target:
    low = Decimal(value)
    return Target(
        id=identity, span=Span(0, 1), part="body", section=None, action=None, low=low, high=low, unit=unit,
        indicator=indicator,
    )  # fmt: skip


def money(identity: str, vnd: int, **more: Any) -> Funding:  # noqa: ANN401 - any field of the record
    low = Decimal(vnd)
    return Funding(
        id=identity, span=Span(0, 1), part="body", section=None, currency="VND", low=low, high=low, low_vnd=vnd,
        high_vnd=vnd, amount_text=str(vnd), **{"activity": None, **more},
    )  # fmt: skip
