"""Documents in object storage, read from a real S3 API by real worker processes."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest
from s3_server import s3_service
from samples import DECISION

from kc_extract.batch import find_documents
from kc_extract.batch.origins import Remote, digest, local, read_bytes
from kc_extract.errors import UnreadableError
from kc_extract.schema import decode


@pytest.fixture(scope="module")
def bucket() -> Iterator[fsspec.AbstractFileSystem]:
    """A bucket with three decisions, one of them packed, and what stands beside them."""
    with pytest.MonkeyPatch.context() as environment, s3_service(environment):
        files = fsspec.filesystem("s3", skip_instance_cache=True)
        files.mkdir("decisions")
        for number, name in ((1, "in/2020/a.txt"), (2, "in/2021/b.txt"), (9, "elsewhere/c.txt")):
            files.pipe_file(f"decisions/{name}", DECISION.format(number=number).encode())
        files.pipe_file("decisions/in/data.csv", b"1,2")
        files.pipe_file("decisions/in/empty/", b"")
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("x/d.txt", DECISION.format(number=3))
        files.pipe_file("decisions/in/z.zip", buffer.getvalue())
        yield files


@pytest.mark.usefixtures("bucket")
def test_a_folder_of_a_bucket_is_mirrored() -> None:
    found = find_documents(["s3://decisions/in/"])
    assert [file.name for file in found.files] == ["2020/a.txt", "2021/b.txt", "z.zip/x/d.txt"]
    assert found.set_aside == ("data.csv",)
    assert [file.name for file in find_documents(["s3://decisions/in"]).files] == [file.name for file in found.files]


@pytest.mark.usefixtures("bucket")
def test_a_pattern_and_an_object_are_sources() -> None:
    assert [file.name for file in find_documents(["s3://decisions/*/2*/*.txt"]).files] == [
        "in/2020/a.txt",
        "in/2021/b.txt",
    ]
    assert [file.name for file in find_documents(["s3://decisions/in/2020/a.txt"]).files] == ["a.txt"]


@pytest.mark.usefixtures("bucket")
def test_bytes_and_their_hash_are_those_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DECISION.format(number=1))
    origin = Remote(address="s3://decisions/in/2020/a.txt")
    assert read_bytes(origin) == (tmp_path / "a.txt").read_bytes()
    assert digest(origin) == digest(local(tmp_path / "a.txt"))
    with pytest.raises(UnreadableError, match="over the limit"):
        read_bytes(origin, 100)


def test_an_object_is_hashed_anew_only_when_it_has_changed(
    bucket: fsspec.AbstractFileSystem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hashes() -> list[str]:
        return [digest(file.origin) for file in find_documents(["s3://decisions/in/", "s3://decisions/in/z.zip"]).files]

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    first = hashes()
    with monkeypatch.context() as context:
        context.setattr("kc_extract.batch.origins._hashed", None)
        assert hashes() == first
    bucket.pipe_file("decisions/in/2021/b.txt", DECISION.format(number=22).encode())
    changed = hashes()
    bucket.pipe_file("decisions/in/2021/b.txt", DECISION.format(number=2).encode())
    assert [before == after for before, after in zip(first, changed, strict=True)] == [True, False, True]


@pytest.mark.usefixtures("bucket")
def test_an_object_or_bucket_that_is_not_there_is_told() -> None:
    with pytest.raises(UnreadableError, match=r"s3://decisions/none\.txt cannot be read \(there is no such file"):
        read_bytes(Remote(address="s3://decisions/none.txt"))
    with pytest.raises(UnreadableError, match="s3://nobodys/in/ cannot be read"):
        find_documents(["s3://nobodys/in/"])


@pytest.mark.usefixtures("bucket")
def test_a_run_reads_a_bucket_in_its_workers(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from kc_extract.cli import main; main()", "run", "s3://decisions/in/"]
    done = subprocess.run([*command, "--out", tmp_path, "--quiet"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    numbers = {
        path.relative_to(tmp_path).as_posix(): decode(path.read_bytes()).document.number
        for path in tmp_path.rglob("*.txt.json")
    }
    assert numbers == {
        "2020/a.txt.json": "1/QĐ-UBND",
        "2021/b.txt.json": "2/QĐ-UBND",
        "z.zip/x/d.txt.json": "3/QĐ-UBND",
    }
