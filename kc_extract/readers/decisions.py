"""Whether a text is a decision that a portal shows, and which lines of the dump are its own."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from kc_extract.readers import furniture
from kc_extract.text import is_upper

#: Half-open ranges of line numbers.
Ranges = tuple[tuple[int, int], ...]

_KINDS = (
    "QUYẾT ĐỊNH|NGHỊ QUYẾT|KẾ HOẠCH|CHƯƠNG TRÌNH|ĐỀ ÁN|QUY CHẾ|QUY ĐỊNH|THÔNG TƯ|THÔNG TƯ LIÊN TỊCH|NGHỊ ĐỊNH|CHỈ THỊ"
    "|THÔNG BÁO|TỜ TRÌNH|BÁO CÁO|CÔNG ĐIỆN|LUẬT|PHÁP LỆNH|HƯỚNG DẪN"
)
#: The quốc hiệu, be it with a letter misread or a blank lost (``CỘNG HỊA XÃ HỘI``, ``XàHỘI``), or the motto below it.
NATION = regex.compile(
    r"C[ỘO]NG\s+H\p{L}{2}\s+X(?:[ÃA]|\p{L}\s?H[ỘO]I)|Độc\s+lập\s*[-–—]?\s*Tự\s+do\s*(?:[-–—]|Hạnh\s+phúc)"
)
_EVIDENCE = (
    NATION,
    regex.compile(rf"(?m)^[\s*#|]*(?:{_KINDS})\s*:?[\s*|]*$"),
    regex.compile(r"(?m)^[\s*#|]*Căn\s+cứ\b(?s:.{20,1500}?)^[\s*#|]*Căn\s+cứ\b"),
    regex.compile(r"(?m)^[\s*#|]*Điều\s+\d+[a-zđ]?\s*[.:](?s:.+?)^[\s*#|]*Điều\s+\d+[a-zđ]?\s*[.:]"),
    regex.compile(r"(?m)^[\s*#|]*Nơi\s+nhận\s*:"),
    regex.compile(r"(?m)^[\s*#|]*Số\s*:\s*[\w./ …-]*/[\w./ -]*\p{Lu}"),
)
_ENOUGH = 2
#: The gazette's heading, over a text without another block: ``CHỈ THỊ CỦA … SỐ … NGÀY …``, ``… CỦA …`` / ``Về việc …``.
_GAZETTE = regex.compile(
    rf"(?m)^[\s*#|]*(?:{_KINDS})\s+CỦA\s+\p{{Lu}}[\p{{Lu}}\s,-]{{3,100}}?"
    r"(?:SỐ\s*:?\s*\d+[^\s\d]\S*\s+NGÀY\s|\n[\s*#|]*(?:Về\s+việc|V/v)\s)"
)
#: So many properties of a document name it where its text is missing.
_PROPERTIES = 4


def is_decision(lines: Sequence[str]) -> bool:
    """Whether the text carries a document of its own (quốc hiệu, số hiệu, căn cứ, articles), not news of one.

    A headline that asks a question opens an explanation, which quotes such parts without being one.
    """
    text = "\n".join(lines)
    if _GAZETTE.search(text) is None and sum(1 for pattern in _EVIDENCE if pattern.search(text)) < _ENOUGH:
        return False
    first = next((line for line in lines if line.strip()), "")
    return not first.rstrip(" *").endswith("?")


def lists_properties(lines: Sequence[str]) -> bool:
    """Whether the page is a portal's table of one document, its own text left out or cut off."""
    return sum(1 for line in lines if furniture.is_property(line)) >= _PROPERTIES


def decision_of(lines: Sequence[str]) -> Ranges | None:
    """The lines of the decision in a legal portal's dump; None where the portal printed nothing around it.

    From the block that holds the quốc hiệu, upwards over the issuer's capitals, to the portal's first own line below
    the articles.
    """
    noise = [index for index, line in enumerate(lines) if furniture.is_portal(line)]
    header = next((index for index, line in enumerate(lines) if _EVIDENCE[0].search(line)), None)
    if len(noise) < _CROWD or header is None or not is_decision(lines):
        return None
    start = header
    while start and _may_stand_in_header(lines[start - 1]):
        start -= 1
    end = next((index for index in noise if index > header and _is_crowded(noise, index)), len(lines))
    return ((start, end - 1 if _NAMED.match(lines[end - 1]) else end),)


#: So many of the portal's lines within so many lines are its own part of the page; fewer are words of the decision.
_CROWD = 5
_NEIGHBOURS = 40


def _is_crowded(noise: Sequence[int], index: int) -> bool:
    return sum(1 for other in noise if index <= other < index + _NEIGHBOURS) >= _CROWD


#: The portal's own name of the document (kind, number, subject), printed below it as a link.
_NAMED = regex.compile(
    r"^[\s*#|]*(?:Quyết định|Nghị quyết|Kế hoạch|Thông tư|Nghị định|Chỉ thị|Công văn|Luật)\s+(?:số\s+)?\d\S*/\S+\s"
)


def _may_stand_in_header(line: str) -> bool:
    """Whether a line above the quốc hiệu is part of the header's first cell: capitals, rules, a bar."""
    text = line.strip(" |*-–—_")
    return not text or is_upper(text)
