"""Header fields and citations of the labelled real documents, where they are at hand."""

import datetime as dt
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kc_extract.citations import find_citations
from kc_extract.header import read_header
from kc_extract.outline import outline
from kc_extract.pipeline import read
from kc_extract.types import Citation, Header

_SHARED = Path(__file__).parents[2] / "shared"
_FORMS = ("seeds", "text", "html")
_PLAIN = ("kind", "number", "place", "issued_on", "published_on")


def labelled() -> list[tuple[dict[str, Any], Path]]:
    pairs = []
    for path in sorted((_SHARED / "gold").glob("*.json")):
        gold = msgspec.json.decode(path.read_bytes())
        stem = Path(gold["document"]["source_name"]).stem
        pairs.extend((gold, form) for name in _FORMS for form in sorted((_SHARED / "corpus" / name).glob(f"{stem}.*")))
    return pairs


def read_fields(path: Path) -> tuple[Header, tuple[Citation, ...]]:
    document = read(path.read_bytes(), path.name)
    sections = outline(document)
    header = read_header(document, sections)
    return header, find_citations(document, sections, header)[0]


pytestmark = pytest.mark.skipif(not _SHARED.exists(), reason="the shared corpus is not at hand")


@pytest.mark.parametrize(("gold", "path"), labelled(), ids=lambda value: value.name if isinstance(value, Path) else "")
def test_the_fields_that_leave_no_choice_are_exact(gold: dict[str, Any], path: Path) -> None:
    header, _ = read_fields(path)
    found = msgspec.to_builtins(header, builtin_types=(dt.date,))
    expected = {name: gold["document"][name] for name in _PLAIN}
    assert {name: str(found[name]) if isinstance(found[name], dt.date) else found[name] for name in _PLAIN} == expected
    assert [who["name"] for who in gold["document"]["signatories"]] == [who.name for who in header.signatories]
    assert gold["document"]["period"] == (list(header.period) if header.period else None)


@pytest.mark.parametrize(("gold", "path"), labelled(), ids=lambda value: value.name if isinstance(value, Path) else "")
def test_every_citation_is_found_with_its_date_and_none_invented(gold: dict[str, Any], path: Path) -> None:
    _, citations = read_fields(path)
    found = {citation.number: citation.issued_on and citation.issued_on.isoformat() for citation in citations}
    assert found == {citation["number"]: citation["issued_on"] for citation in gold["citations"]}
