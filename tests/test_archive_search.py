"""Full-text search without diacritics, with the same outcomes in SQLite and in PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from archive_making import extraction
from postgres_server import server
from typer.testing import CliRunner

from kc_extract.archive import ArchiveError, Filters, SqlArchive, open_archive, search
from kc_extract.archive.passages import LONGEST, cut, fold, page_at, placed_pages
from kc_extract.cli import app
from kc_extract.pipeline import extract, read
from kc_extract.types import Extraction

CORPUS = Path(__file__).parent.parent / "corpus"


@pytest.fixture(scope="module")
def specimens() -> list[Extraction]:
    names = ("02_ke_hoach_khuyen_cong_nam.pdf", "04_bai_viet_chuong_trinh.html", "05_quyet_dinh_gia_dich_vu_cho.pdf")
    return [extract(read((CORPUS / name).read_bytes(), name)) for name in names]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def archive(
    request: pytest.FixtureRequest, specimens: list[Extraction], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SqlArchive]:
    file = str(tmp_path_factory.mktemp("archive") / "a.db")
    with open_archive(file if request.param == "sqlite" else server().new(), create=True) as opened:
        for made in [*specimens, extraction(11)]:
            opened.add(made)
        yield opened


def names(archive: SqlArchive, query: str, **filters: object) -> set[str | None]:
    return {hit.name and hit.name.split("_")[0] for hit in search(archive, query, Filters(**filters))}


@pytest.mark.parametrize("query", ["khuyen cong", "khuyến công", "KHUYẾN CÔNG", "Khuyên Công", '"khuyen cong"'])
def test_accents_and_case_do_not_matter(archive: SqlArchive, query: str) -> None:
    assert names(archive, query) == {"02", "04"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("điều", {"05", "11.txt"}), ("dieu 3", {"05", "11.txt"}), ("lang nghe", {"11.txt"}),
        ("chợ", {"05"}), ("11/QĐ-UBND", {"11.txt"}), ("11/qd", {"11.txt"}),
        ("không có chữ nào như thế", set()), ("khuyenc", set()), ("khuye", set()),
    ],
)  # fmt: skip
def test_words_find_the_documents_that_hold_them(archive: SqlArchive, query: str, found: set[str]) -> None:
    assert names(archive, query) >= found
    assert found or not names(archive, query)


def test_quoted_words_stand_in_a_row(archive: SqlArchive) -> None:
    assert names(archive, "nghề làng") == {"11.txt"}
    assert names(archive, '"nghề làng"') == set()


def test_words_in_a_row_come_first(archive: SqlArchive) -> None:
    apart = extraction(12, more="\nCông tác khuyến khích. " * 30)
    archive.add(apart)
    found = [hit.name for hit in search(archive, "khuyến công")]
    assert found[-1] == "12.txt"
    assert len(found) == 3


@pytest.mark.parametrize("query", ["", " ", "- / .", '""', "\0"])
def test_a_query_without_words_is_told(archive: SqlArchive, query: str) -> None:
    with pytest.raises(ArchiveError, match="nothing to search for"):
        search(archive, query)


@pytest.mark.parametrize(
    "query", ["' OR 1=1 --", "a AND", "NEAR(", "folded: x*", "a %_", "((( b", "!!dieu", "\\dieu:*"]
)
def test_signs_mean_nothing(archive: SqlArchive, query: str) -> None:
    assert isinstance(search(archive, query), list)


def test_filters(archive: SqlArchive) -> None:
    assert names(archive, "điều", issuer="an binh") >= {"11.txt"}
    assert names(archive, "điều", issuer="%") == names(archive, "điều")  # folded away, like every sign
    assert names(archive, "điều", year=2021) >= {"11.txt"}
    assert names(archive, "khuyến công", year=2021) <= {"12.txt"}
    assert names(archive, "khuyến công", kind="article") == {"04"}
    assert names(archive, "làng nghề", source="provincial_budget", least=1_200_000_000) >= {"11.txt"}
    assert names(archive, "làng nghề", source="provincial_budget", least=1_200_000_001) == set()
    assert names(archive, "làng nghề", source="credit") == set()
    assert names(archive, "làng nghề", most=1_199_999_999) == set()
    assert len(search(archive, "điều", Filters(limit=2))) == 2


def test_a_hit_stands_where_it_says(archive: SqlArchive, specimens: list[Extraction]) -> None:
    [hit] = search(archive, "kinh phi khuyen cong", Filters(kind="plan"))
    made = specimens[0]
    assert fold(made.text[hit.span.start : hit.span.end]).split() == ["kinh", "phi", "khuyen", "cong"]
    assert hit.page in {page.number for page in made.pages}
    assert "hí khuyến công" in hit.snippet
    [article] = search(archive, "khuyen cong", Filters(kind="article"))
    assert article.page is None


def test_the_page_is_that_of_the_records(specimens: list[Extraction]) -> None:
    for made in specimens:
        pages = placed_pages(made)
        records = (*made.sections, *made.funding, *made.targets)
        assert [record.page for record in records] == [page_at(pages, record.span.start) for record in records]


def test_passages_leave_nothing_out(specimens: list[Extraction]) -> None:
    for made in specimens:
        covered = {place for passage in cut(made) for place in range(passage.span.start, passage.span.end)}
        assert {place for place, char in enumerate(made.text) if not char.isspace()} <= covered
        assert all(len(passage.folded) == len(passage.span) for passage in cut(made))


@pytest.mark.parametrize("text", ["", "a", "x" * 25_000, "một hai " * 5_000, "dòng\n" * 5_000])
def test_long_pages_are_cut(specimens: list[Extraction], text: str) -> None:
    made = msgspec.structs.replace(specimens[1], text=text)
    passages = list(cut(made))
    assert "".join(text[passage.span.start : passage.span.end] for passage in passages) == text
    assert all(len(passage.span) <= LONGEST for passage in passages)


def test_the_command(archive: SqlArchive) -> None:
    runner = CliRunner()
    done = runner.invoke(app, ["search", archive.address, "khuyen cong", "--kind", "plan"])
    assert done.exit_code == 0
    assert "02_ke_hoach_khuyen_cong_nam.pdf, page 1: " in done.output
    asked = runner.invoke(app, ["search", archive.address, "khuyen cong", "--kind", "plan", "--json"])
    [hit] = msgspec.json.decode(asked.output)
    assert (hit["kind"], hit["page"]) == ("plan", 1)
    assert runner.invoke(app, ["search", archive.address, "khong thay gi ca"]).exit_code == 1
    assert runner.invoke(app, ["search", archive.address, "x", "--kind", "poem"]).exit_code == 2
