"""Patterns, ZIP archives, lists and addresses as sources of a run."""

import copy
import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import fsspec
import pytest
from samples import DECISION, write_tree
from web_server import Site, page, site

from kc_extract.batch import find_documents
from kc_extract.batch.bundles import member_name
from kc_extract.batch.origins import Member, Remote, digest, local, read_bytes
from kc_extract.batch.remote import SourceError
from kc_extract.errors import UnreadableError

Tree = Callable[..., Path]


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tree:
    """Files with their own paths as content, in the current folder."""
    monkeypatch.chdir(tmp_path)

    def make(*names: str) -> Path:
        return write_tree(tmp_path, *names)

    return make


def names(*sources: str | Path, out: Path | None = None) -> list[str]:
    return [file.name for file in find_documents(sources, out=out).files]


def contents(*sources: str | Path) -> dict[str, bytes]:
    return {file.name: read_bytes(file.origin) for file in find_documents(sources).files}


def pack(path: Path, members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def failure(origin: object) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        read_bytes(origin)
    return caught.value


# --- patterns ---------------------------------------------------------------------------------------------------


def test_names_of_a_pattern_begin_where_its_first_star_stands(tree: Tree) -> None:
    tree("in/2020/a.pdf", "in/2021/b.pdf", "in/2021/c.txt", "in/2021/x/d.pdf")
    assert names("in/*/*.pdf") == ["2020/a.pdf", "2021/b.pdf"]
    assert names("in/2021/*.pdf") == ["b.pdf"]


def test_two_stars_go_into_every_folder(tree: Tree) -> None:
    tree("in/a.pdf", "in/x/b.pdf", "in/x/y/c.pdf", "in/x/d.txt", "in/.hidden/e.pdf")
    assert names("in/**/*.pdf") == ["a.pdf", "x/b.pdf", "x/y/c.pdf"]


def test_a_pattern_takes_folders_with_all_below(tree: Tree) -> None:
    tree("in/2020-01/a.pdf", "in/2020-02/x/b.pdf", "in/2021/c.pdf", "in/2020-02/README.md", "in/2020-02/.b.pdf")
    assert names("in/2020*") == ["2020-01/a.pdf", "2020-02/x/b.pdf"]


def test_a_pattern_leaves_results_and_companions_out(tree: Tree) -> None:
    root = tree("in/a.pdf", "in/b.csv", "in/out/c.pdf")
    found = find_documents(["in/*", "in/*/*"], out=root / "in/out")
    assert [file.name for file in found.files] == ["a.pdf"]
    assert found.set_aside == ("b.csv",)


def test_a_pattern_does_not_reach_into_a_marked_folder(tree: Tree) -> None:
    tree("in/a.pdf", "in/drafts/.no-documents", "in/drafts/b.pdf", "in/drafts/old/c.pdf")
    assert names("in/**/*.pdf") == ["a.pdf"]
    assert names("in/drafts/*.pdf") == ["b.pdf"]


def test_a_pattern_that_matches_nothing_is_told(tree: Tree) -> None:
    tree("in/a.pdf")
    with pytest.raises(SourceError, match=r"in/\*\.docx: nothing matches"):
        find_documents(["in/*.docx"])


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(tree: Tree) -> None:
    tree("a[1].pdf", "a1.pdf")
    assert names("a[1].pdf") == ["a[1].pdf"]


def test_a_source_that_is_not_there_is_told(tree: Tree) -> None:
    tree()
    with pytest.raises(SourceError, match="in: there is no such file or folder"):
        find_documents(["in"])


# --- archives ---------------------------------------------------------------------------------------------------


def test_members_of_an_archive_are_documents(tmp_path: Path) -> None:
    bundle = pack(tmp_path / "bundle.zip", {"b.txt": b"two", "x/y/a.txt": b"one"})
    assert contents(bundle) == {"bundle.zip/b.txt": b"two", "bundle.zip/x/y/a.txt": b"one"}
    assert contents(tmp_path) == contents(bundle)


def test_an_archive_is_told_by_content(tmp_path: Path) -> None:
    bundle = pack(tmp_path / "bundle", {"a.txt": b"one"})
    assert names(bundle) == ["bundle/a.txt"]


@pytest.mark.parametrize("part", ["[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"])
def test_a_package_is_one_document(tmp_path: Path, part: str) -> None:
    assert names(pack(tmp_path / "a.docx", {part: b"", "word/document.xml": b"<w/>"})) == ["a.docx"]


def test_what_is_hidden_or_no_document_in_an_archive_is_left_out(tmp_path: Path) -> None:
    members = ("a.txt", "__MACOSX/._a.txt", ".DS_Store", "x/.b.txt", "data.csv", "drafts/.no-documents", "drafts/c.txt")
    found = find_documents([pack(tmp_path / "z.zip", dict.fromkeys(members, b"x"))])
    assert [file.name for file in found.files] == ["z.zip/a.txt"]
    assert found.set_aside == ("z.zip/data.csv",)


def test_an_empty_archive_holds_no_documents(tmp_path: Path) -> None:
    assert names(pack(tmp_path / "z.zip", {})) == []


@pytest.mark.parametrize(
    ("member", "name"),
    [
        ("../../etc/passwd", "z.zip/etc/passwd"),
        ("/var/a.txt", "z.zip/var/a.txt"),
        ("C:\\in\\a.txt", "z.zip/C_/in/a.txt"),
        ("./a.txt", "z.zip/a.txt"),
        ("a\nb.txt", "z.zip/a_b.txt"),
        ("..", "z.zip/_"),
    ],
)
def test_a_member_cannot_leave_the_archive(tmp_path: Path, member: str, name: str) -> None:
    assert names(pack(tmp_path / "z.zip", {member: b"x"})) == [name]


def test_a_very_long_name_is_cut_and_stays_its_own(tmp_path: Path) -> None:
    long = "ế" * 200
    bundle = pack(tmp_path / "z.zip", {f"{long}1.pdf": b"1", f"{long}2.pdf": b"2"})
    found = names(bundle)
    assert len(set(found)) == 2
    assert all(len(name.encode()) < 220 and name.endswith(".pdf") for name in found)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_members_of_the_same_name_are_told_apart(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        archive.writestr("a.txt", "one")
        archive.writestr("a.txt", "two")
        archive.writestr("a~2.txt", "three")
    assert contents(tmp_path / "z.zip") == {
        "z.zip/a.txt": b"one", "z.zip/a~2.txt": b"two", "z.zip/a~2~2.txt": b"three"
    }  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "cp1258"])
def test_a_name_in_an_unmarked_character_set_is_read(encoding: str) -> None:
    raw = {"utf-8": "Quyết định số 5.pdf".encode(), "cp1258": b"Quy\xea\xect \xf0i\xf2nh s\xf4\xec 5.pdf"}[encoding]
    assert member_name(zipfile.ZipInfo(raw.decode("cp437"))) == "Quyết định số 5.pdf"


def test_a_name_in_code_page_437_stays() -> None:
    assert member_name(zipfile.ZipInfo("für.pdf")) == "für.pdf"


def test_a_locked_member_fails_alone(tmp_path: Path) -> None:
    bundle = pack(tmp_path / "z.zip", {"a.txt": b"one", "b.txt": b"two"})
    data = bytearray(bundle.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    bundle.write_bytes(data)
    first, second = find_documents([bundle]).files
    assert failure(first.origin).code == "encrypted"
    assert read_bytes(second.origin) == b"two"


def test_a_broken_member_fails_alone(tmp_path: Path) -> None:
    bundle = pack(tmp_path / "z.zip", {"a.txt": b"one" * 100, "b.txt": b"two"}, zipfile.ZIP_STORED)
    bundle.write_bytes(bundle.read_bytes().replace(b"oneone", b"xxxxxx", 1))
    first, second = find_documents([bundle]).files
    assert failure(first.origin).code == "damaged"
    assert digest(second.origin) == digest(local(_written(tmp_path / "two", b"two")))


def test_what_cannot_be_unpacked_is_remembered_and_does_not_fail_again(tmp_path: Path) -> None:
    names = ("a.txt", "b.txt", "c.txt")
    bundle = pack(tmp_path / "in/z.zip", {name: name.encode() * 9 for name in names}, zipfile.ZIP_STORED)
    data = bytearray(bundle.read_bytes().replace(b"a.txta.txt", b"xxxxxxxxxx", 1))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    bundle.write_bytes(data)
    command = [sys.executable, "-c", "from kc_extract.cli import main; main()", "run", bundle, "--quiet", "--out"]
    first, again = (subprocess.run([*command, tmp_path / "out"], capture_output=True, check=False) for _ in range(2))
    assert (first.returncode, again.returncode) == (1, 0)
    failures = [json.loads(line) for line in (tmp_path / "out/failures.jsonl").read_text().splitlines()]
    assert {failure["source"]: failure["code"] for failure in failures} == {
        "z.zip/a.txt": "damaged", "z.zip/c.txt": "encrypted"
    }  # fmt: skip
    assert (tmp_path / "out/z.zip/b.txt.json").is_file()


def test_members_that_lie_over_each_other_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kc_extract.batch.bundles._HARMLESS", 100_000)
    bundle = pack(tmp_path / "z.zip", {"a.txt": os.urandom(10_000)})
    with zipfile.ZipFile(bundle, "a") as archive:
        archive.filelist += [copy.copy(archive.filelist[0]) for _ in range(200)]
        archive._didModify = True  # noqa: SLF001 - so that the directory is written anew
    (file,) = find_documents([bundle]).files
    assert failure(file.origin).code == "zip_bomb"


def test_a_cut_archive_fails_as_a_whole(tmp_path: Path) -> None:
    bundle = pack(tmp_path / "z.zip", {"a.txt": os.urandom(900)})
    bundle.write_bytes(bundle.read_bytes()[:500])
    (file,) = find_documents([bundle]).files
    assert file.name == "z.zip"
    assert failure(file.origin).code == "damaged"


def test_an_archive_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kc_extract.batch.bundles._HARMLESS", 100_000)
    bundle = pack(tmp_path / "z.zip", {"a.txt": bytes(1_000_000)})
    (file,) = find_documents([bundle]).files
    assert failure(file.origin).code == "zip_bomb"


def test_a_member_over_the_limit_is_not_unpacked(tmp_path: Path) -> None:
    bundle = pack(tmp_path / "z.zip", {"a.txt": bytes(2000)})
    origin = Member(bundle=local(bundle), place=0)
    with pytest.raises(UnreadableError, match="over the limit"):
        read_bytes(origin, 1999)
    assert digest(origin, 1999) != digest(origin) == hashlib.sha256(bytes(2000)).hexdigest()
    assert len(read_bytes(origin, 2000)) == 2000


def test_an_archive_that_changes_is_read_anew(tmp_path: Path) -> None:
    bundle = pack(tmp_path / "z.zip", {"a.txt": b"one"})
    assert contents(bundle) == {"z.zip/a.txt": b"one"}
    pack(bundle, {"longer.txt": b"two"})
    assert contents(bundle) == {"z.zip/longer.txt": b"two"}


@pytest.mark.parametrize("now", [b"no archive", b"PK\x05\x06" + bytes(18)])
def test_a_member_of_an_archive_that_is_another_by_now_fails_alone(tmp_path: Path, now: bytes) -> None:
    bundle = pack(tmp_path / "z.zip", {"a.txt": b"one"})
    (file,) = find_documents([bundle]).files
    bundle.write_bytes(now)
    with pytest.raises(UnreadableError, match="cannot be unpacked"):
        digest(file.origin)


# --- lists ------------------------------------------------------------------------------------------------------


def test_a_list_names_files_folders_archives_and_addresses(tree: Tree, tmp_path: Path) -> None:
    tree("a.pdf", "x/b.pdf", "x/c.pdf")
    pack(tmp_path / "z.zip", {"d.txt": b"four"})
    (tmp_path / "list").write_bytes(
        "\ufeff# of May\r\na.pdf\r\n\r\nx\r\nz.zip\r\nhttps://example.org/e%20f.pdf?id=1\r\n".encode()
    )
    assert names("@list") == ["a.pdf", "https/example.org/e f.pdf_id=1", "x/b.pdf", "x/c.pdf", "z.zip/d.txt"]


def test_a_line_without_a_file_fails_alone(tree: Tree) -> None:
    root = tree("a.pdf")
    (root / "list").write_text("a.pdf\nb*.pdf\n")
    first, second = find_documents(["@list"]).files
    assert (first.name, second.name) == ("a.pdf", "b*.pdf")
    with pytest.raises(FileNotFoundError):
        read_bytes(second.origin)


def test_a_list_is_read_from_the_standard_input(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    tree("a.pdf", "b.pdf")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"b.pdf\n")))
    assert names("@-") == ["b.pdf"]


def test_a_list_that_is_not_there_is_told(tree: Tree) -> None:
    tree()
    with pytest.raises(SourceError, match="@list: the list cannot be read"):
        find_documents(["@list"])


# --- addresses --------------------------------------------------------------------------------------------------


@pytest.fixture
def memory() -> fsspec.AbstractFileSystem:
    """Some files in fsspec's file system in memory."""
    files = fsspec.filesystem("memory")
    files.store.clear()
    for name in ("in/2020/a.txt", "in/2021/b.txt", "in/2021/data.csv", "in/.hidden/c.txt", "in/old/.no-documents",
                 "in/old/d.txt"):  # fmt: skip
        files.pipe_file(f"/{name}", name.encode())
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("e.txt", "five")
    files.pipe_file("/in/z.zip", buffer.getvalue())
    return files


@pytest.mark.usefixtures("memory")
def test_a_folder_of_objects_is_mirrored() -> None:
    found = find_documents(["memory://in/"])
    assert [file.name for file in found.files] == ["2020/a.txt", "2021/b.txt", "z.zip/e.txt"]
    assert found.set_aside == ("2021/data.csv",)
    assert contents("memory://in")["2020/a.txt"] == b"in/2020/a.txt"
    assert contents("memory://in/z.zip") == {"z.zip/e.txt": b"five"}


@pytest.mark.usefixtures("memory")
def test_a_pattern_of_objects_is_matched() -> None:
    assert names("memory://in/20*/*.txt") == ["2020/a.txt", "2021/b.txt"]
    assert names("memory://in/2020/*", "memory://in/2021/*.txt") == ["2020/a.txt", "2021/b.txt"]
    with pytest.raises(SourceError, match="nothing matches"):
        names("memory://in/*.pdf")


@pytest.mark.usefixtures("memory")
def test_names_of_objects_beside_files_begin_with_their_scheme(tree: Tree) -> None:
    root = tree("here/a.txt")
    assert names(root / "here", "memory://in/2020/a.txt") == ["a.txt", "memory/in/2020/a.txt"]


def test_what_is_elsewhere_is_read_once_for_each_version(
    memory: fsspec.AbstractFileSystem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    first, again, other = (Remote(address="memory://in/2020/a.txt", version=mark) for mark in ("1", "1", "2"))
    before = digest(first)
    memory.pipe_file("/in/2020/a.txt", b"changed")
    assert digest(again) == before
    assert digest(other) == hashlib.sha256(b"changed").hexdigest()
    assert digest(Remote(address="memory://in/2020/a.txt")) == digest(other)


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize("harm", ["broken", "a folder"])
def test_a_cache_that_cannot_be_used_costs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: str) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    cache = tmp_path / "kc-extract/digests.sqlite"
    cache.parent.mkdir()
    if harm == "broken":
        cache.write_bytes(b"no database" * 99)
    else:
        cache.mkdir()
    assert digest(Remote(address="memory://in/2020/a.txt", version="1")) == hashlib.sha256(b"in/2020/a.txt").hexdigest()


@pytest.mark.usefixtures("memory")
def test_an_object_over_the_limit_is_not_read() -> None:
    with pytest.raises(UnreadableError, match="over the limit"):
        read_bytes(Remote(address="memory://in/2020/a.txt"), 12)


@pytest.mark.usefixtures("memory")
def test_an_object_that_is_gone_is_told_with_its_address() -> None:
    told = failure(Remote(address="memory://in/none.txt"))
    assert (told.code, "memory://in/none.txt cannot be read" in str(told)) == ("unreachable", True)


def test_a_scheme_that_nobody_knows_is_told() -> None:
    with pytest.raises(SourceError, match="carrier://pigeon/: Protocol not known"):
        find_documents(["carrier://pigeon/"])


def test_a_missing_library_is_told_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "s3fs", None)
    monkeypatch.setattr(sys.modules["fsspec.registry"], "_registry", {})
    with pytest.raises(SourceError, match=r"pip install 'kc-extract\[s3\]'"):
        find_documents(["s3://bucket/"])
    told = failure(Remote(address="s3://bucket/a.pdf"))
    assert (told.code, "kc-extract[s3]" in str(told)) == ("unreachable", True)


# --- the web ----------------------------------------------------------------------------------------------------


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    for name in ("HTTP_PROXY", "http_proxy"):
        monkeypatch.delenv(name, raising=False)
    with site() as server:
        yield server


def test_a_page_of_the_web_is_a_document(host: Site, tree: Tree) -> None:
    root = tree("a.txt")
    host.routes["/x/b%20c.txt"] = page(b"two")
    address = host.at("/x/b%20c.txt")
    assert contents(address) == {"b c.txt": b"two"}
    assert names(root / "a.txt", address) == ["a.txt", f"http/127.0.0.1_{host.server_port}/x/b c.txt"]


def test_a_page_that_is_not_there_fails_with_its_address(host: Site) -> None:
    (file,) = find_documents([host.at("/none.pdf")]).files
    for read in (read_bytes, digest):
        with pytest.raises(UnreadableError, match=r"/none\.pdf cannot be read"):
            read(file.origin)


def test_an_archive_of_the_web_is_unpacked(host: Site, tmp_path: Path) -> None:
    host.routes["/z.zip"] = page(pack(tmp_path / "z.zip", {"a.txt": b"one"}).read_bytes())
    assert contents(host.at("/z.zip")) == {"z.zip/a.txt": b"one"}


def test_a_file_address_is_a_path(tree: Tree) -> None:
    root = tree("in/a b.txt")
    assert names(f"file://{root.as_posix()}/in/a%20b.txt") == ["a b.txt"]


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_decisions_of_an_archive_have_the_names_of_members(tmp_path: Path) -> None:
    data = DECISION.format(number=7).encode()
    bundle = pack(tmp_path / "in/z.zip", {"x/a.txt": data})
    (file,) = find_documents([bundle]).files
    assert read_bytes(file.origin) == data
    assert file.result_in(tmp_path) == tmp_path / "z.zip/x/a.txt.json"
