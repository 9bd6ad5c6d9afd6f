"""A Parquet dataset as an archive: shards that count once their marker stands."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from archive_making import KC_EXTRACT, everything, extraction
from samples import DECISION
from typer.testing import CliRunner

from kc_extract.archive import ArchiveError, DatasetArchive, SqlArchive, kind_of, open_archive, search
from kc_extract.archive import dataset as of
from kc_extract.cli import app
from kc_extract.files import write_whole
from kc_extract.pipeline import extract, read
from kc_extract.schema import encode
from kc_extract.types import Extraction

CORPUS = Path(__file__).parent.parent / "corpus"
Rows = dict[str, list[str]]


@pytest.fixture(scope="module")
def rich() -> Extraction:
    path = CORPUS / "07_quyet_dinh_phan_bo.pdf"
    return extract(read(path.read_bytes(), path.name))


def rows(archive: DatasetArchive) -> Rows:
    """Every row but those of runs, in any order."""
    archive.flush()
    return {name: sorted(map(repr, archive.table(name).to_pylist())) for name in of.TABLES if name != "runs"}


def filled(address: str, *made: Extraction) -> DatasetArchive:
    archive = DatasetArchive(address, create=True)
    for one in made:
        archive.add(one)
    return archive


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("a.db", "sql"), ("dir/a", "sql"), ("sqlite:///a.db", "sql"), ("postgresql://u@h/d", "sql"),
        ("dir/", "dataset"), ("s3://bucket/a", "dataset"), ("s3://bucket/a/", "dataset"), ("memory://x", "dataset"),
    ],
)  # fmt: skip
def test_the_address_tells_the_kind(address: str, kind: str) -> None:
    assert kind_of(address) == kind


@pytest.mark.parametrize("place", ["disk", "memory"])
def test_what_goes_in_comes_out(place: str, tmp_path: Path, rich: Extraction) -> None:
    address = f"{tmp_path}/set/" if place == "disk" else f"memory://{tmp_path.name}/"
    with filled(address, rich, extraction(11)):
        pass
    with open_archive(address) as archive:
        assert isinstance(archive, DatasetArchive)
        assert archive.stored(rich.document.id) == encode(rich)
        assert archive.stored("0" * 64) is None
        assert sorted(one.document.id for one in archive.extractions()) == sorted(
            one.document.id for one in (rich, extraction(11))
        )


def test_the_rows_are_those_of_a_database(tmp_path: Path, rich: Extraction) -> None:
    with filled(f"{tmp_path}/set/", rich) as archive, open_archive(str(tmp_path / "a.db"), create=True) as other:
        assert isinstance(other, SqlArchive)
        other.add(rich)
        archive.flush()
        counts = {name: len(found) for name, found in everything(other).items()}
        assert {name: archive.table(name).num_rows for name in counts} == counts
        [first, *_] = archive.table("funding").to_pylist()
    entry = next(entry for entry in rich.funding if entry.id == first["id"])
    assert (first["low"], first["low_vnd"], first["span_start"]) == (str(entry.low), entry.low_vnd, entry.span.start)


def test_any_reader_of_parquet_takes_the_files_of_the_manifest(tmp_path: Path, rich: Extraction) -> None:
    import pandas as pd

    filled(f"{tmp_path}/set/", rich, extraction(11)).close()
    manifest = msgspec.json.decode((tmp_path / "set/manifest.json").read_bytes())
    frames = [pd.read_parquet(tmp_path / "set" / path) for path in manifest["files"]["funding"]]
    assert sum(map(len, frames)) == len(rich.funding) + len(extraction(11).funding) == manifest["rows"]["funding"]


def test_a_shard_without_its_marker_does_not_count(tmp_path: Path) -> None:
    address = f"{tmp_path}/set/"
    filled(address, extraction(11)).close()
    filled(address, extraction(12)).close()
    newest = max((tmp_path / "set/commits").iterdir(), key=lambda path: path.stat().st_mtime_ns)
    newest.unlink()
    with open_archive(address) as archive:
        assert [one.document.number for one in archive.extractions()] == ["11/QĐ-UBND"]
        assert archive.made([extraction(12).document.id]).get(extraction(12).document.id) is None
    files = set((tmp_path / "set").rglob("*.parquet"))
    filled(address, extraction(12)).close()  # written again, to the same names
    assert set((tmp_path / "set").rglob("*.parquet")) == files


def test_the_same_bytes_twice_are_one_document_with_two_names(tmp_path: Path) -> None:
    with filled(f"{tmp_path}/set/", extraction(11)) as archive:
        archive.add(extraction(11), "again.txt")
        archive.flush()
        archive.add(extraction(11), "third.txt")
        archive.add_names([(extraction(11).document.id, "third.txt")])
        archive.flush()
        assert archive.table("documents").num_rows == 1
        assert sorted(archive.table("names")["name"].to_pylist()) == ["11.txt", "again.txt", "third.txt"]


def test_a_service_that_does_not_answer_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "x")
    with pytest.raises(ArchiveError, match=r"s3://decisions/set/: .*127\.0\.0\.1:9.*; check address, credentials"):
        open_archive("s3://decisions/set/", create=True)


def test_a_path_is_taken_letter_by_letter(tmp_path: Path) -> None:
    address = f"{tmp_path}/100% [2024]*?/"
    for number in (1, 2):
        filled(address, extraction(number)).close()
    with DatasetArchive(address) as archive:
        assert len(archive.table("documents")) == 2


@pytest.mark.parametrize("change", [lambda _: None, DatasetArchive.compact], ids=["as written", "compacted"])
def test_a_new_version_takes_the_place_of_the_old(tmp_path: Path, change: Callable[[DatasetArchive], Any]) -> None:
    others = [extraction(number) for number in (12, 13)]
    new = extraction(11, version="0.2.0")
    with filled(f"{tmp_path}/set/", extraction(11), *others) as archive:
        archive.flush()
        archive.add(new)
        change(archive)
        found = rows(archive)
    assert found == rows(filled(f"{tmp_path}/fresh/", new, *others))
    with open_archive(f"{tmp_path}/set/") as archive:
        made = archive.made([new.document.id]).get(new.document.id)
    assert made is not None
    assert made.produced_by.version == "0.2.0"


def test_reading_writes_nothing(tmp_path: Path) -> None:
    filled(f"{tmp_path}/set/", extraction(11)).close()
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "set").rglob("*")}
    with open_archive(f"{tmp_path}/set/") as archive:
        assert len(list(archive.extractions())) == 1
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "set").rglob("*")} == before


def test_there_and_back_again(tmp_path: Path) -> None:
    address = f"{tmp_path}/set/"
    for version in ("0.1.0", "0.2.0", "0.1.0"):
        filled(address, extraction(11, version=version)).close()
    with open_archive(address) as archive:
        assert [one.produced_by.version for one in archive.extractions()] == ["0.1.0"]


def test_compaction_joins_shards_and_clears_away_what_counts_no_more(tmp_path: Path) -> None:
    address = f"{tmp_path}/set/"
    for number in (11, 12, 13):
        filled(address, extraction(number)).close()
    filled(address, extraction(12, version="0.2.0")).close()
    write_whole(tmp_path / "set/funding/0123.parquet", b"half a shard")
    with DatasetArchive(address) as archive:
        before = rows(archive)
        assert archive.compact() > 0
        assert rows(archive) == before
        assert archive.compact() == 0
    assert len(list((tmp_path / "set/commits").iterdir())) == 1
    assert len(list((tmp_path / "set/funding").iterdir())) == 1
    with open_archive(address) as archive:
        assert isinstance(archive, DatasetArchive)
        assert rows(archive) == before


def test_full_shards_are_written_on_the_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(of, "SHARD_DOCUMENTS", 2)
    filled(f"{tmp_path}/set/", *map(extraction, range(11, 16)))  # never closed, as if killed
    with open_archive(f"{tmp_path}/set/") as archive:
        assert len(list(archive.extractions())) == 4


def test_what_is_no_archive_is_told(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="there is no archive"):
        open_archive(f"{tmp_path}/none/")
    with pytest.raises(ArchiveError, match="ends in /"):
        open_archive("no-such-scheme://bucket/", create=True)
    with filled(f"{tmp_path}/set/", extraction(11)) as archive, pytest.raises(ArchiveError, match="no index"):
        search(archive, "x")


def test_a_run_into_a_dataset_and_its_compaction(tmp_path: Path) -> None:
    for number in (11, 12):
        write_whole(tmp_path / f"in/{number}.txt", DECISION.format(number=number).encode())
    write_whole(tmp_path / "in/copy.txt", DECISION.format(number=11).encode())
    address = f"{tmp_path}/set/"
    for kept in (0, 2):
        command = [*KC_EXTRACT, "run", tmp_path / "in", "--archive", address, "--workers", "1"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert f"kept from before: {kept}\n" in done.stdout
    with open_archive(address) as archive:
        assert isinstance(archive, DatasetArchive)
        assert sorted(archive.table("names")["name"].to_pylist()) == ["11.txt", "12.txt", "copy.txt"]
        assert archive.table("runs")["kept"].to_pylist() in ([0, 2], [2, 0])
        before = rows(archive)
    assert CliRunner().invoke(app, ["compact", address]).output.startswith("removed ")
    assert CliRunner().invoke(app, ["compact", str(tmp_path / "none.db")]).exit_code != 0
    with open_archive(address) as archive:
        assert isinstance(archive, DatasetArchive)
        assert rows(archive) == before
