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
#: Labels whose values are not read: they end the value before them.
_OTHERS = (
    r"ngày (?:có |hết )?hiệu lực|ngày (?:đăng )?công báo|số công báo|lĩnh vực|tình trạng(?: hiệu lực)?|áp dụng"
    r"|trích yếu|chức danh"
)
_ANY = regex.compile("|".join(rf"(?P<{name}>{words})" for name, words in _LABELS.items()) + r"", regex.IGNORECASE)
_LABEL = regex.compile(rf"\W*(?:{_ANY.pattern})\s*:?\s*(?P<value>.*)", regex.IGNORECASE)


#: A label behind a value on one line, with or without a blank between them (``…: Kế hoạchNgười ký: …``).
_INNER = regex.compile(rf"(?<=\S)\s*(?=(?i:{'|'.join([*_LABELS.values(), _OTHERS])})\s*:)(?=\p{{Lu}})")


class Metadata(Frozen, frozen=True, kw_only=True):
    """Values as printed, None where the table does not give them."""

    number: str | None = None
    kind: str | None = None
    issuer: str | None = None
    signer: str | None = None
    issued_on: str | None = None


def before_labels(text: str) -> str:
    """What stands before the first label in a text that a dump ran together with the table below it."""
    return _INNER.split(text, maxsplit=1)[0]


def find_metadata(rows: Sequence[Row]) -> Metadata:
    """The labelled values among the rows: on the label's own line, else on the next."""
    values: dict[str, str] = {}
    texts = [text.strip() for row in rows for text in _INNER.split(row.text)]
    for index, text in enumerate(texts):
        found = _LABEL.fullmatch(text)
        if found is None:
            continue
        name = next(key for key in _LABELS if found[key])
        value = found["value"].strip() or (texts[index + 1] if index + 1 < len(texts) else "")
        if value and not value.endswith(":"):
            values.setdefault(name, value)
    return Metadata(**values)
