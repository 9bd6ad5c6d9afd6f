"""What a portal's table says of the document beside it: a fallback where the document's own block is missing."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from kc_extract.header.lines import Row
from kc_extract.types import Frozen

_LABELS = {
    "number": r"số hiệu|số ký hiệu|số, ký hiệu",
    "kind": r"loại văn bản",
    "issuer": r"nơi ban hành|cơ quan ban hành",
    "signer": r"người ký",
    "issued_on": r"ngày ban hành",
}
_ANY = regex.compile("|".join(rf"(?P<{name}>{words})" for name, words in _LABELS.items()) + r"", regex.IGNORECASE)
_LABEL = regex.compile(rf"\W*(?:{_ANY.pattern})\s*:?\s*(?P<value>.*)", regex.IGNORECASE)


class Metadata(Frozen, frozen=True, kw_only=True):
    """Values as printed, None where the table does not give them."""

    number: str | None = None
    kind: str | None = None
    issuer: str | None = None
    signer: str | None = None
    issued_on: str | None = None


def find_metadata(rows: Sequence[Row]) -> Metadata:
    """The labelled values among the rows: on the label's own line, else on the next."""
    values: dict[str, str] = {}
    for index, row in enumerate(rows):
        found = _LABEL.fullmatch(row.text)
        if found is None:
            continue
        name = next(key for key in _LABELS if found[key])
        value = found["value"].strip() or (rows[index + 1].text if index + 1 < len(rows) else "")
        if value and not value.endswith(":"):
            values.setdefault(name, value)
    return Metadata(**values)
