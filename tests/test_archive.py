"""A SQL archive: whole documents, by content and version, lossless; in SQLite and in PostgreSQL."""

import datetime as dt
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa
from archive_making import everything, extraction, view
from postgres_server import server, stopped

from kc_extract.archive import ArchiveError, RunCounts, SqlArchive, open_archive
from kc_extract.archive import schema as at
from kc_extract.archive.picture import er_picture
from kc_extract.pipeline import extract, read
from kc_extract.schema import encode
from kc_extract.types import Extraction

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"
NOW = dt.datetime(2026, 11, 22, 23, 30, tzinfo=dt.UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlArchive]:
    address = str(tmp_path / "a.db") if request.param == "sqlite" else server().new()
    with open_archive(address, create=True) as opened:
        yield opened


@pytest.fixture
def file(tmp_path: Path) -> Iterator[SqlArchive]:
    with open_archive(str(tmp_path / "a.db"), create=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def rich() -> Extraction:
    """The extraction of a specimen with sections, tables, funding and checks."""
    from kc_extract.pipeline import extract, read

    path = CORPUS / "07_quyet_dinh_phan_bo.pdf"
    return extract(read(path.read_bytes(), path.name))


def test_an_extraction_comes_back_byte_for_byte(archive: SqlArchive, rich: Extraction) -> None:
    archive.add(rich)
    assert archive.stored(rich.document.id) == encode(rich)
    assert list(archive.extractions()) == [rich]
    assert archive.stored("0" * 64) is None


def test_every_record_is_a_row(archive: SqlArchive, rich: Extraction) -> None:
    archive.add(rich)
    rows = everything(archive)
    for name in ("sections", "citations", "targets", "funding", "tables", "checks", "notes"):
        assert len(rows[name]) == len(getattr(rich, name)), name
    cells = sum(len(row) for table in rich.tables for row in (*table.header, *table.rows))
    assert view(archive, "SELECT count(*) FROM v_cells") == [(cells,)]
    first = rich.tables[0].header[0][0]
    found = view(archive, "SELECT cell_text, span_start, page FROM v_cells WHERE row_number = 0 AND column_number = 0")
    assert (first.text, first.span.start, first.boxes[0].page) in found


def test_figures_stay_exact(archive: SqlArchive, rich: Extraction) -> None:
    shares = [Decimal("0.1"), Decimal("12345678901234567890.123456789")]
    funding = tuple(
        msgspec.structs.replace(rich.funding[0], id=f"x{n}", share=share, low_vnd=10**20)
        for n, share in enumerate(shares)
    )
    archive.add(msgspec.structs.replace(rich, funding=funding))
    with archive.engine.connect() as connection:
        columns = at.funding.c
        found = connection.execute(sa.select(columns.share, columns.low, columns.low_vnd).order_by(columns.id)).all()
    assert [row.share for row in found] == shares
    assert found[0].low == rich.funding[0].low
    assert found[0].low_vnd is None  # more than 63 bits; ``low`` has it


def test_the_same_bytes_twice_are_one_document_with_two_names(archive: SqlArchive) -> None:
    made = extraction()
    archive.add(made, "a.txt")
    before = everything(archive)
    archive.add(msgspec.structs.replace(made, duplicate_of="a.txt"), "b/copy.txt")
    archive.add_names([(made.document.id, "b/copy.txt")])
    after = everything(archive)
    assert [name for _, name in after.pop("names")] == ["a.txt", "b/copy.txt"]
    del before["names"]
    assert after == before


def test_a_new_version_takes_the_place_of_the_old_in_one_step(archive: SqlArchive) -> None:
    old, other, new = extraction(version="0.1.0"), extraction(12), extraction(version="0.2.0")
    archive.add(old)
    archive.add(other)
    archive.add(new)
    assert archive.stored(new.document.id) == encode(new)
    assert view(archive, "SELECT version, arrived FROM documents ORDER BY arrived") == [("0.2.0", 1), ("0.1.0", 2)]
    orphans = "SELECT count(*) FROM sections WHERE document NOT IN (SELECT key FROM documents)"
    assert view(archive, orphans) == [(0,)]
    made = archive.made([new.document.id]).get(new.document.id)
    assert made is not None
    assert made.produced_by.version == "0.2.0"


def test_another_publication_of_a_number_is_linked_to_the_former(archive: SqlArchive) -> None:
    first, other, second = extraction(11), extraction(12), extraction(11, more="\nNơi nhận: Như Điều 3.\n")
    for made in (first, other, second):
        archive.add(made)
    found = view(archive, "SELECT id, version_number, former, successor FROM v_versions ORDER BY arrived")
    ids = [made.document.id for made in (first, other, second)]
    assert found == [(ids[0], 1, None, ids[2]), (ids[1], 1, None, None), (ids[2], 2, ids[0], None)]
    archive.add(extraction(11, version="0.2.0"))  # a new version of the former stays the former
    assert view(archive, "SELECT former FROM v_versions WHERE version_number = 2") == [(ids[0],)]
    assert view(archive, "SELECT count(*) FROM v_counted") == [(2,)]


def test_a_document_that_fails_half_way_leaves_nothing(archive: SqlArchive) -> None:
    archive.add(extraction(11))
    before = everything(archive)
    made = extraction(12)
    twice = msgspec.structs.replace(made, funding=(*made.funding, made.funding[0]))
    with pytest.raises(ArchiveError, match=r"UNIQUE|unique"):
        archive.add(twice)
    assert everything(archive) == before
    damaged = msgspec.structs.replace(twice, document=extraction(11).document)
    with pytest.raises(ArchiveError):
        archive.add(damaged)
    assert everything(archive) == before  # what stood there stands


def test_letters_that_no_database_takes_are_kept_in_the_extraction(archive: SqlArchive) -> None:
    made = extraction(11)
    odd = msgspec.structs.replace(
        made,
        text=made.text.replace("làng", "l\0ng"),
        document=msgspec.structs.replace(made.document, title="a\0b"),
    )
    archive.add(odd)
    assert archive.stored(odd.document.id) == encode(odd)
    assert view(archive, "SELECT title FROM documents") == [("a\ufffdb",)]


def test_runs_say_when_and_how_many(archive: SqlArchive) -> None:
    run = archive.begin_run("0.1.0", NOW)
    archive.end_run(run, RunCounts(extracted=2, kept=1, duplicates=0, failed=3), NOW + dt.timedelta(minutes=5))
    archive.begin_run("0.1.0", NOW)
    with archive.engine.connect() as connection:
        first, second = connection.execute(sa.select(at.runs).order_by(at.runs.c.id)).all()
    assert (first.began, first.ended) == (dt.datetime(2026, 11, 22, 23, 30), dt.datetime(2026, 11, 22, 23, 35))  # noqa: DTZ001 - as stored
    assert (first.extracted, first.kept, first.duplicates, first.failed) == (2, 1, 0, 3)
    assert second.ended is None


def test_the_same_money_counts_once(archive: SqlArchive) -> None:
    text = """Điều 1. Tổng kinh phí thực hiện là 1.000 triệu đồng, trong đó:
a) Ngân sách tỉnh: 600 triệu đồng;
b) Đối ứng của cơ sở: 400 triệu đồng.
"""
    made = extraction(21, more=text)
    for number, name in ((21, ""), (21, "bản khác")):
        archive.add(extraction(number, more=text + name))
    assert made.funding
    sums = dict(view(archive, "SELECT basis, sum(low_vnd) FROM v_funding_by_source_year GROUP BY basis"))
    assert sums["total"] == sums["source"]
    assert sums["total"] == sum(entry.low_vnd or 0 for entry in made.funding if entry.role == "total")


def test_the_money_of_a_table_counts_by_the_sources_of_its_rows(archive: SqlArchive) -> None:
    text = """Phân bổ kinh phí
ĐVT: triệu đồng
TT | Xã | Tổng kinh phí | Ngân sách tỉnh | Ngân sách xã |
1 | Xã Tân Hòa | 500 | 300 | 200 |
2 | Xã Mỹ Lợi | 400 | | |
3 | Xã Phú An | 100 | 60 | 40 |
| Tổng cộng | 1.000 | 360 | 240 |
"""
    archive.add(extract(read(text.encode(), "bang.txt")))
    query = "SELECT source, sum(low_vnd) FROM v_funding_by_source_year WHERE basis = 'source' GROUP BY source"
    found = {source: int(low) for source, low in view(archive, query)}
    assert found == {"provincial_budget": 360_000_000, "commune_budget": 240_000_000, "unspecified": 400_000_000}


def test_targets_by_unit(archive: SqlArchive) -> None:
    for number in (11, 12):
        archive.add(extraction(number))
    found = view(archive, "SELECT targets, documents, low FROM v_targets_by_unit WHERE unit = 'mô hình'")
    assert [(targets, documents, int(low)) for targets, documents, low in found] == [(2, 2, 23)]


def test_migrations_lead_to_the_schema(archive: SqlArchive) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with archive.engine.connect() as connection:
        ours = {"include_object": lambda _o, name, _k, _r, _c: not str(name).startswith("passages_search")}
        differences = compare_metadata(MigrationContext.configure(connection, opts=ours), at.metadata)
    assert differences == []


def test_the_newest_migration_is_the_one_that_the_code_is_written_for() -> None:
    from alembic.script import ScriptDirectory

    assert ScriptDirectory(str(ROOT / "kc_extract/archive/migrations")).get_current_head() == at.REVISION


def test_an_archive_of_the_first_form_is_brought_up_with_all_that_it_holds(archive: SqlArchive) -> None:
    from kc_extract.archive.views import drop_views

    archive.add(extraction(11))
    before, totals = everything(archive), view(archive, "SELECT * FROM v_totals")
    with archive.engine.begin() as connection:
        drop_views(connection)
        connection.execute(sa.text("DROP TABLE quarantine"))
        connection.execute(sa.text("ALTER TABLE runs DROP COLUMN quarantined"))
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '0001'"))
    with pytest.raises(ArchiveError, match="no archive of this version"):
        open_archive(archive.address)
    open_archive(archive.address, create=True).close()
    assert everything(archive) == before
    assert view(archive, "SELECT * FROM v_totals") == totals


def test_an_archive_of_a_newer_form_is_refused(archive: SqlArchive) -> None:
    with archive.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    for create in (True, False):
        with pytest.raises(ArchiveError, match=r"version|newer"):
            open_archive(archive.address, create=create)


def test_no_archive_is_made_by_looking_for_one(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="there is no archive"):
        open_archive(str(tmp_path / "none.db"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a?b.db", "100%25 a b#.db", "x=1&y.db"])
def test_a_path_is_taken_letter_by_letter(tmp_path: Path, name: str) -> None:
    open_archive(str(tmp_path / name), create=True).close()
    open_archive(str(tmp_path / name)).close()
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_folder_given_as_a_file_is_told_with_its_remedy(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=f"{tmp_path.name}/, for a database"):
        open_archive(str(tmp_path), create=True)


def test_a_file_that_is_no_archive_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(ArchiveError, match="not a database"):
        open_archive(str(tmp_path / "a.db"), create=True)


def test_sqlite_is_set_to_lose_nothing(file: SqlArchive) -> None:
    with file.engine.connect() as connection:
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
    assert found == ["wal", 2]


def test_readers_read_while_one_writes(archive: SqlArchive) -> None:
    archive.add(extraction(11))
    with archive.engine.begin() as writer:
        writer.execute(sa.text("UPDATE documents SET place = 'x'"))
        with open_archive(archive.address) as reader:
            assert len(list(reader.extractions())) == 1


def test_the_picture_in_the_documentation_is_that_of_the_schema() -> None:
    assert f"```mermaid\n{er_picture()}```" in (ROOT / "docs/archive.md").read_text("utf-8")


def test_both_databases_hold_the_same_rows(file: SqlArchive, rich: Extraction) -> None:
    with open_archive(server().new()) as other:
        for archive in (file, other):
            archive.add(rich)
            archive.add(extraction(11), "a.txt")
        assert everything(file) == everything(other)
        for name in ("v_cells", "v_versions", "v_totals", "v_funding_by_source_year"):
            rows = [sorted(view(archive, f"SELECT * FROM {name}"), key=repr) for archive in (file, other)]  # noqa: S608 - our own names
            assert len(rows[0]) == len(rows[1]), name


def test_a_database_that_comes_back_is_written_to_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kc_extract.archive.sql.PAUSES", (0.2,) * 50)
    running = server()
    with open_archive(running.new()) as archive, ThreadPoolExecutor() as pool:
        archive.add(extraction(11))
        with stopped(running):
            added = pool.submit(archive.add, extraction(12))
            assert wait([added], timeout=0.5).not_done == {added}
        added.result(timeout=30)
        assert len(list(archive.extractions())) == 2


def test_a_database_that_stays_away_is_told_without_its_password() -> None:
    with pytest.raises(ArchiveError, match="check that the address is right") as told:
        open_archive("postgresql://someone:secret@127.0.0.1:1/none")
    assert "secret" not in str(told.value)
