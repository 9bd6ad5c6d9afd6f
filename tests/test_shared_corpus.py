"""Real decisions beside the project: nothing crashes, nothing is empty in silence, nothing is read from a non-quantity.

The detector shares no code with the rules: it looks at the characters around each figure that became a record.
"""

from pathlib import Path

import pytest
import regex

from kc_extract.pipeline import extract, read
from kc_extract.types import Extraction

SHARED = Path(__file__).parents[2] / "shared" / "corpus"
FOLDERS = ("seeds", "text", "html", "pdf", "unlabelled/text", "unlabelled/html")

pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the shared corpus of real documents is not beside the project"
)

DETECTORS = {
    "document number": regex.compile(r"^\d+\s?/(?:\d{4}/)?\p{Lu}{2}"),
    "date": regex.compile(r"^\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d{2}|^\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}"),
    "address of a web page": regex.compile(r"^\S*(?:\.gov\.vn|\.com|https?:|@)"),
}
BEFORE = {
    "document number": regex.compile(r"(?:[Ss]ố|số hiệu)\s*:?\s*$"),
    "date": regex.compile(r"\bngày\s*$|tháng\s*$"),
    "phone": regex.compile(r"(?:[Đđ]iện thoại|ĐT|Fax|Tel|[Hh]otline)\s*:?\s*\(?$"),
    "counter": regex.compile(r"(?:[Ll]ượt xem|[Tt]ruy cập|Hôm nay|Hôm qua|Tuần này|Tháng này)\s*:\s*$"),
    "article": regex.compile(r"\b(?:Điều|khoản|điểm|Khoản|Chương|Phụ lục)\s*$"),
    "page": regex.compile(r"\b(?:[Tt]rang)\s*$"),
}


@pytest.fixture(scope="module")
def extractions() -> dict[str, Extraction]:
    paths = [path for folder in FOLDERS for path in sorted((SHARED / folder).iterdir()) if path.is_file()]
    return {str(path.relative_to(SHARED)): extract(read(path.read_bytes(), path.name)) for path in paths}


def test_no_result_is_empty_without_a_note(extractions: dict[str, Extraction]) -> None:
    silent = [
        name
        for name, found in extractions.items()
        if not (found.sections or found.targets or found.funding or found.citations or found.notes)
    ]
    assert silent == []


def test_no_record_is_read_from_what_is_no_quantity(extractions: dict[str, Extraction]) -> None:
    wrong = []
    for name, extraction in extractions.items():
        for record in (*extraction.targets, *extraction.funding):
            figure = regex.search(r"\d", extraction.text[record.span.start :])
            start = record.span.start + (figure.start() if figure else 0)
            after, before = extraction.text[start : start + 40], extraction.text[max(0, start - 30) : start]
            wrong += [(name, kind, before, after) for kind, pattern in DETECTORS.items() if pattern.match(after)]
            wrong += [(name, kind, before, after) for kind, pattern in BEFORE.items() if pattern.search(before)]
    assert wrong == []


def test_every_number_has_one_fate(extractions: dict[str, Extraction]) -> None:
    for extraction in extractions.values():
        spans = [exclusion.span for exclusion in extraction.exclusions] + list(extraction.unexplained)
        assert len(set(spans)) == len(spans)
