"""Hashes that are not made twice: of documents on the web, in lists and of large files, and what makes them anew."""

import hashlib
import os
import time
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path

import pytest
from web_server import Site, page, site

from kc_extract.batch import find_documents
from kc_extract.batch.digests import state_of
from kc_extract.batch.origins import digest, local

LARGE = bytes(range(256)) * 4000


@pytest.fixture(autouse=True)
def caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    for name in ("HTTP_PROXY", "http_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def host() -> Iterator[Site]:
    with site() as server:
        yield server


def hashes(*sources: str | Path) -> list[str]:
    return [digest(file.origin) for file in find_documents(list(sources)).files]


def ago(seconds: float) -> str:
    return formatdate(time.time() - seconds, usegmt=True)


@pytest.mark.parametrize(
    "headers", [{"ETag": '"1"'}, {"Last_Modified": "old"}, {"ETag": 'W/"1"', "Last_Modified": "old"}]
)
def test_a_page_that_has_not_changed_is_asked_for_and_not_sent(
    host: Site, tmp_path: Path, headers: dict[str, str]
) -> None:
    given = {name: ago(7200) if value == "old" else value for name, value in headers.items()}
    host.routes["/a.txt"] = page(b"one", **given)
    (tmp_path / "list").write_text(host.at("/a.txt"))
    assert hashes(f"@{tmp_path / 'list'}") == hashes(host.at("/a.txt")) == [hashlib.sha256(b"one").hexdigest()]
    assert host.sent == ["/a.txt"]
    host.routes["/a.txt"] = page(b"two", **{**given, "ETag": '"2"'})
    assert hashes(host.at("/a.txt")) == [hashlib.sha256(b"two").hexdigest()]


@pytest.mark.parametrize("headers", [{}, {"ETag": 'W/"1"'}, {"Last_Modified": "new"}, {"Last_Modified": "yesterday"}])
def test_a_page_without_a_sure_mark_is_sent_again(host: Site, headers: dict[str, str]) -> None:
    given = {name: ago(60) if value == "new" else value for name, value in headers.items()}
    for body in (b"one", b"two"):
        host.routes["/a.txt"] = page(body, **given)
        assert hashes(host.at("/a.txt")) == [hashlib.sha256(body).hexdigest()]


def settled(path: Path, data: bytes, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that was written long ago, by the clock."""
    path.write_bytes(data)
    now = time.time()
    monkeypatch.setattr("kc_extract.batch.digests.time.time", lambda: now + 60)
    return path


def test_a_large_file_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = settled(tmp_path / "a.txt", LARGE, monkeypatch)
    first = digest(local(path))
    with monkeypatch.context() as context:
        context.setattr("kc_extract.batch.origins._hashed", None)
        assert digest(local(path)) == first == hashlib.sha256(LARGE).hexdigest()
        (tmp_path / "list").write_text(str(path))
        assert hashes(f"@{tmp_path / 'list'}") == [first]


def test_other_bytes_of_the_same_size_and_time_are_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = settled(tmp_path / "a.txt", LARGE, monkeypatch)
    before = path.stat()
    digest(local(path))
    time.sleep(0.02)
    path.write_bytes(LARGE[::-1])
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert digest(local(path)) == hashlib.sha256(LARGE[::-1]).hexdigest()
    other = tmp_path / "b.txt"
    other.write_bytes(LARGE)
    other.replace(path)
    assert digest(local(path)) == hashlib.sha256(LARGE).hexdigest()


def test_what_may_change_unseen_has_no_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(LARGE)
    assert state_of(os.fsencode(path)) is None  # written just now
    assert state_of(os.fsencode(settled(path, b"small", monkeypatch))) is None
    assert state_of(os.fsencode(tmp_path)) is None
    assert state_of(b"/none") is None
    assert state_of(os.fsencode(settled(tmp_path / "\udcff.txt", LARGE, monkeypatch))) is not None
