"""Which files a run takes, and under which names."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from samples import write_tree

from kc_extract.batch import explain_failure, find_documents, printable
from kc_extract.batch.origins import digest, read_bytes
from kc_extract.errors import UnreadableError
from kc_extract.files import write_whole

Tree = Callable[..., Path]


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """Files under ``tmp_path`` with their own paths as content."""

    def make(*names: str) -> Path:
        return write_tree(tmp_path, *names)

    return make


def names(*sources: Path, out: Path | None = None) -> list[str]:
    return [file.name for file in find_documents(sources, out=out).files]


def test_one_folder_is_mirrored(tree: Tree) -> None:
    root = tree("b.pdf", "a/c.html", "a/b/d.txt", "e")
    assert names(root) == ["a/b/d.txt", "a/c.html", "b.pdf", "e"]


def test_one_file_has_its_own_name(tree: Tree) -> None:
    assert names(tree("x/a.pdf") / "x/a.pdf") == ["a.pdf"]


def test_files_of_the_same_name_in_two_folders_stay_apart(tree: Tree) -> None:
    root = tree("2020/a.pdf", "2021/a.pdf")
    assert names(root / "2020", root / "2021") == ["2020/a.pdf", "2021/a.pdf"]
    assert names(root / "2020/a.pdf", root / "2021/a.pdf") == ["2020/a.pdf", "2021/a.pdf"]


def test_folders_of_the_same_name_stay_apart(tree: Tree) -> None:
    root = tree("x/pdf/a.pdf", "y/pdf/a.pdf")
    assert names(root / "x/pdf", root / "y/pdf") == ["x/pdf/a.pdf", "y/pdf/a.pdf"]


def test_a_document_reached_twice_is_one(tree: Tree) -> None:
    root = tree("a/b.pdf", "a/c.pdf")
    assert names(root, root / "a", root / "a/b.pdf") == ["a/b.pdf", "a/c.pdf"]


def test_the_order_of_sources_changes_nothing(tree: Tree) -> None:
    root = tree("x/a.pdf", "y/b.pdf")
    assert names(root / "y", root / "x") == names(root / "x", root / "y")


def test_names_are_sorted_by_folder_then_file(tree: Tree) -> None:
    assert names(tree("a/z.pdf", "a b/c.pdf", "a.pdf")) == ["a/z.pdf", "a b/c.pdf", "a.pdf"]


def test_hidden_files_and_results_are_no_sources(tree: Tree) -> None:
    root = tree(".git/a.pdf", ".b.pdf", "out/a.pdf.json", "out/copy.pdf", "c.pdf")
    assert names(root, out=root / "out") == ["c.pdf"]


def test_a_marked_folder_is_left_out(tree: Tree) -> None:
    root = tree("a.pdf", "drafts/.no-documents", "drafts/b.pdf", "drafts/old/c.pdf")
    assert names(root) == ["a.pdf"]


def test_what_stands_beside_documents_is_set_aside(tree: Tree) -> None:
    root = tree("manifest.csv", "README.md", "README", "build.py", "a.md", "b.json", "pack.zip")
    found = find_documents([root])
    assert [file.name for file in found.files] == ["a.md", "pack.zip"]
    assert found.set_aside == ("README", "README.md", "b.json", "build.py", "manifest.csv")


def test_a_file_named_by_the_user_is_never_set_aside(tree: Tree) -> None:
    root = tree("manifest.csv", "a.pdf")
    found = find_documents([root, root / "manifest.csv"])
    assert [file.name for file in found.files] == ["a.pdf", "manifest.csv"]
    assert found.set_aside == ()


def test_results_of_different_documents_never_share_a_path(tree: Tree, tmp_path: Path) -> None:
    root = tree("a.pdf", "a.html", "a/a.pdf")
    results = [file.result_in(tmp_path / "out") for file in find_documents([root]).files]
    assert sorted(path.relative_to(tmp_path).as_posix() for path in results) == [
        "out/a.html.json",
        "out/a.pdf.json",
        "out/a/a.pdf.json",
    ]


@pytest.mark.parametrize("name", [b"a" * 251, "ế".encode() * 84 + b"%d.p", b"\xe9" * 249 + b"%d"])
def test_a_name_that_leaves_no_room_for_an_ending_has_a_result_of_its_own(tmp_path: Path, name: bytes) -> None:
    for number in (1, 2):
        (tmp_path / os.fsdecode(name.replace(b"%d", b"%d" % number).ljust(255, b"%d" % number))).write_text("x")
    first, second = (file.result_in(tmp_path / "out") for file in find_documents([tmp_path]).files)
    assert first != second
    write_whole(first, b"{}")
    assert first.read_bytes() == b"{}"
    assert first.name.endswith(".json")


@pytest.mark.skipif(os.name == "nt", reason="file names are text there")
def test_a_name_that_is_no_text_is_found(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"k\xe9.txt")).write_text("x")
    assert len(names(tmp_path)) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every folder")
def test_a_folder_that_may_not_be_read_is_handed_on_to_fail(tree: Tree) -> None:
    root = tree("a.pdf", "shut/b.pdf")
    (root / "shut").chmod(0)
    try:
        assert names(root) == ["a.pdf", "shut"]
    finally:
        (root / "shut").chmod(0o700)


def test_a_pipe_given_by_name_is_refused_before_it_is_waited_on(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (found,) = find_documents([tmp_path / "pipe"]).files
    for reader in (read_bytes, digest):
        with pytest.raises(UnreadableError, match="pipe") as caught:
            reader(found.origin)
        assert caught.value.code == "no_file"


@pytest.mark.parametrize(
    ("name", "shown"), [("a\nb.txt", "a?b.txt"), ("a\tb\x1b[31m", "a?b?[31m"), ("Kế hoạch 1.pdf", "Kế hoạch 1.pdf")]
)
def test_a_name_is_shown_in_one_line(name: str, shown: str) -> None:
    assert printable(name) == shown


def test_a_name_too_long_for_its_result_says_so(tmp_path: Path) -> None:
    name = "a" * 251
    with pytest.raises(OSError, match="too long") as caught:
        (tmp_path / f"{name}.json").write_bytes(b"")
    failure = explain_failure(name, caught.value)
    assert failure.code == "file_system"
    assert "too long" in failure.message
    assert "rename" in failure.message
