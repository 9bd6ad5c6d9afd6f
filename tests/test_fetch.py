"""Downloads from a real server on loopback."""

import gzip
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from samples import DECISION
from web_server import Site, Visit, page, site, turns

from kc_extract.alone import alone
from kc_extract.errors import BusyError
from kc_extract.fetch import Entry, Settings, fetch
from kc_extract.fetch.ledger import Ledger, LedgerError, read_ledger
from kc_extract.fetch.run import LOCK
from kc_extract.files import write_whole
from kc_extract.schema import decode

PDF = b"%PDF-1.4\n" + bytes(range(256)) * 400
TEXT = DECISION.format(number=5).encode()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def host() -> Iterator[Site]:
    with site() as server:
        yield server


class Noted:
    """A watch that keeps what it was told."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def note(self, entry: Entry) -> None:
        self.entries.append(entry)


def get(into: Path, *addresses: str, **changes: object) -> list[Entry]:
    given = {"into": into, "delay": 0.0, "patience": 0.01, "silence": 5.0, "allow_private": True, **changes}
    settings = Settings(**given)
    return list(fetch(addresses, settings, Noted()))


def get_one(into: Path, address: str, **changes: object) -> Entry:
    (entry,) = get(into, address, **changes)
    return entry


def failed(into: Path, address: str, **changes: object) -> str | None:
    entry = get_one(into, address, **changes)
    assert entry.outcome == "failed"
    assert entry.message is not None
    assert entry.message.startswith(f"{entry.address}: ")
    assert [path.name for path in documents(into)] == []
    return entry.code


def documents(into: Path) -> list[Path]:
    """What a run would take."""
    return sorted(
        path for path in into.rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(into).parts)
        and path.name != "fetched.jsonl"
    )  # fmt: skip


# --- what is fetched --------------------------------------------------------------------------------------------


def test_a_document_stands_in_the_folder_with_its_record(host: Site, tmp_path: Path) -> None:
    host.routes["/a%20b/Q%C4%90%205.aspx"] = page(PDF, ETag='"1"', Content_Type="text/html")
    entry = get_one(tmp_path, host.at("/a b/QĐ 5.aspx#page=2"))
    assert (entry.outcome, entry.code) == ("fetched", None)
    assert entry.kept is not None
    assert entry.address == entry.kept.final == host.at("/a%20b/Q%C4%90%205.aspx")
    folder, _, name = entry.kept.file.partition("/")
    assert folder == f"127.0.0.1_{host.server_port}"
    assert name.startswith("QĐ 5-")
    assert name.endswith(".pdf")
    assert (tmp_path / entry.kept.file).read_bytes() == PDF
    assert (entry.kept.sha256, entry.kept.size) == (hashlib.sha256(PDF).hexdigest(), len(PDF))
    assert (entry.kept.etag, entry.kept.media_type, entry.kept.status) == ('"1"', "text/html", 200)
    assert read_ledger(tmp_path / "fetched.jsonl") == {entry.address: entry}


def test_addresses_with_one_name_have_files_of_their_own(host: Site, tmp_path: Path) -> None:
    paths = ("/x/a.txt", "/y/a.txt", "/x/a.txt?id=1", "/x/a.txt?id=2", "/", "/a/../b%2F..%2Fc")
    for path in paths:
        host.routes[path] = page(f"Điều 1. {path}".encode())
    host.routes["/b%2F..%2Fc"] = page("Điều 2.".encode())
    entries = get(tmp_path, *map(host.at, paths), host.at("/x/a.txt#again"))
    assert [entry.outcome for entry in entries] == ["fetched"] * 6
    assert len(documents(tmp_path)) == 6
    assert {path.parent for path in documents(tmp_path)} == {tmp_path / f"127.0.0.1_{host.server_port}"}


@pytest.mark.parametrize("words", ["ftp://example.org/a.pdf", "file:///etc/passwd", "a.pdf", "http://u:p@127.0.0.1/",
                                   "https://", "http://[::1/", "javascript:alert(1)"])  # fmt: skip
def test_what_is_no_public_address_fails_alone(host: Site, tmp_path: Path, words: str) -> None:
    host.routes["/a.txt"] = page(TEXT)
    first, second = get(tmp_path, words, host.at("/a.txt"))
    assert (first.outcome, first.code, second.outcome) == ("failed", "bad_address", "fetched")


def test_an_encoded_answer_is_decoded(host: Site, tmp_path: Path) -> None:
    host.routes["/a.txt"] = page(gzip.compress(TEXT), Content_Encoding="gzip", ETag='"1"')
    entry = get_one(tmp_path, host.at("/a.txt"))
    assert entry.kept is not None
    assert (tmp_path / entry.kept.file).read_bytes() == TEXT
    assert host.asked("/a.txt")[0]["Accept-Encoding"] == "identity"


def test_an_answer_in_chunks_is_put_together(host: Site, tmp_path: Path) -> None:
    def chunks(visit: Visit) -> None:
        visit.send_response(200)
        visit.send_header("Transfer-Encoding", "chunked")
        visit.end_headers()
        for piece in (TEXT[:7], TEXT[7:]):
            visit.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        visit.wfile.write(b"0\r\n\r\n")

    host.routes["/a.txt"] = chunks
    entry = get_one(tmp_path, host.at("/a.txt"))
    assert entry.kept is not None
    assert (tmp_path / entry.kept.file).read_bytes() == TEXT


# --- again ------------------------------------------------------------------------------------------------------


def test_what_has_not_changed_is_not_sent_again(host: Site, tmp_path: Path) -> None:
    def conditional(visit: Visit) -> None:
        if visit.headers.get("If-None-Match") == 'W/"1"' and visit.headers.get("If-Modified-Since") == "yesterday":
            visit.send_response(304)
            visit.end_headers()
        else:
            visit.say(200, PDF, ETag='W/"1"', Last_Modified="yesterday")

    host.routes["/a.pdf"] = conditional
    first = get_one(tmp_path, host.at("/a.pdf"))
    again = get_one(tmp_path, host.at("/a.pdf"))
    assert (first.outcome, again.outcome, again.kept) == ("fetched", "unchanged", first.kept)


def test_what_stands_is_not_asked_for_where_only_what_is_new_is_wanted(host: Site, tmp_path: Path) -> None:
    host.routes["/a.pdf"] = host.routes["/b.pdf"] = page(PDF)
    first = get_one(tmp_path, host.at("/a.pdf"))
    again, other = get(tmp_path, host.at("/a.pdf"), host.at("/b.pdf"), only_new=True)
    assert (again.outcome, again.kept, other.outcome) == ("kept", first.kept, "fetched")
    assert len(host.asked("/a.pdf")) == 1
    documents(tmp_path)[0].unlink()
    assert {entry.outcome for entry in get(tmp_path, host.at("/a.pdf"), host.at("/b.pdf"), only_new=True)} == {
        "fetched", "kept"
    }  # fmt: skip


def test_the_same_bytes_sent_again_leave_the_file_untouched(host: Site, tmp_path: Path) -> None:
    host.routes["/a.pdf"] = page(PDF)
    get_one(tmp_path, host.at("/a.pdf"))
    (path,) = documents(tmp_path)
    os.utime(path, (1, 1))
    assert get_one(tmp_path, host.at("/a.pdf")).outcome == "unchanged"
    assert path.stat().st_mtime == 1


def test_a_changed_document_takes_the_place_of_the_old_one(host: Site, tmp_path: Path) -> None:
    host.routes["/a"] = turns(page(PDF, ETag='"1"'), page(TEXT, ETag='"2"'))
    get_one(tmp_path, host.at("/a"))
    assert get_one(tmp_path, host.at("/a")).outcome == "fetched"
    assert [path.suffix for path in documents(tmp_path)] == [".txt"]
    assert documents(tmp_path)[0].read_bytes() == TEXT


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"x" * len(PDF))])
def test_a_file_that_is_gone_or_altered_is_fetched_again(host: Site, tmp_path: Path, harm: object) -> None:
    host.routes["/a.pdf"] = page(PDF, ETag='"1"')
    get_one(tmp_path, host.at("/a.pdf"))
    harm(documents(tmp_path)[0])
    assert get_one(tmp_path, host.at("/a.pdf")).outcome == "fetched"
    assert "If-None-Match" not in host.asked("/a.pdf")[-1]
    assert documents(tmp_path)[0].read_bytes() == PDF


def test_a_document_stays_where_a_later_attempt_fails(host: Site, tmp_path: Path) -> None:
    host.routes["/a.pdf"] = turns(page(PDF), lambda visit: visit.say(410))
    first = get_one(tmp_path, host.at("/a.pdf"))
    again = get_one(tmp_path, host.at("/a.pdf"))
    assert (again.outcome, again.code, again.kept) == ("failed", "http_410", first.kept)
    assert documents(tmp_path)[0].read_bytes() == PDF


# --- what breaks off --------------------------------------------------------------------------------------------


def cut_at(size: int, **headers: str) -> object:
    def cut(visit: Visit) -> None:
        visit.say(200, PDF[:size], length=len(PDF), **headers)
        visit.cut()

    return cut


def rest(visit: Visit) -> None:
    """The bytes that were asked for."""
    begin = int(visit.headers["Range"].removeprefix("bytes=").removesuffix("-"))
    visit.say(206, PDF[begin:], Content_Range=f"bytes {begin}-{len(PDF) - 1}/{len(PDF)}", ETag='"1"')


def test_what_broke_off_is_taken_up_where_it_ended(host: Site, tmp_path: Path) -> None:
    host.routes["/a.pdf"] = turns(cut_at(70_000, ETag='"1"'), rest)
    entry = get_one(tmp_path, host.at("/a.pdf"))
    assert documents(tmp_path)[0].read_bytes() == PDF
    assert entry.kept is not None
    assert entry.kept.status == 206
    second = host.asked("/a.pdf")[1]
    assert (second["Range"], second["If-Range"]) == ("bytes=70000-", '"1"')


def test_it_is_taken_up_by_the_next_command_too(host: Site, tmp_path: Path) -> None:
    host.routes["/a.pdf"] = turns(cut_at(9000, Last_Modified="yesterday"), rest)
    assert failed(tmp_path, host.at("/a.pdf"), attempts=1) == "connection"
    get_one(tmp_path, host.at("/a.pdf"), attempts=1)
    assert documents(tmp_path)[0].read_bytes() == PDF
    assert host.asked("/a.pdf")[1]["If-Range"] == "yesterday"


@pytest.mark.parametrize("headers", [{}, {"ETag": 'W/"1"'}])
def test_without_a_sure_mark_all_is_asked_for_again(host: Site, tmp_path: Path, headers: dict[str, str]) -> None:
    host.routes["/a.pdf"] = turns(cut_at(9000, **headers), page(PDF))
    get_one(tmp_path, host.at("/a.pdf"))
    assert documents(tmp_path)[0].read_bytes() == PDF
    assert "Range" not in host.asked("/a.pdf")[1]


def test_another_version_begins_anew(host: Site, tmp_path: Path) -> None:
    host.routes["/a.pdf"] = turns(cut_at(9000, ETag='"1"'), page(TEXT, ETag='"2"'))
    get_one(tmp_path, host.at("/a.pdf"))
    assert documents(tmp_path)[0].read_bytes() == TEXT


@pytest.mark.parametrize(
    "answer",
    [
        lambda visit: visit.say(416, b"no"),
        lambda visit: visit.say(206, PDF[5:], Content_Range=f"bytes 5-{len(PDF) - 1}/{len(PDF)}"),
        lambda visit: visit.say(206, PDF[9000:]),
        lambda visit: visit.say(
            206,
            gzip.compress(PDF[9000:]),
            Content_Range=f"bytes 9000-{len(PDF) - 1}/{len(PDF)}",
            Content_Encoding="gzip",
        ),
    ],
)
def test_a_part_that_does_not_fit_is_dropped(host: Site, tmp_path: Path, answer: object) -> None:
    host.routes["/a.pdf"] = turns(cut_at(9000, ETag='"1"'), answer, page(PDF))
    get_one(tmp_path, host.at("/a.pdf"))
    assert documents(tmp_path)[0].read_bytes() == PDF
    assert "Range" not in host.asked("/a.pdf")[2]


def test_a_length_that_is_never_reached_fails(host: Site, tmp_path: Path) -> None:
    host.routes["/a.pdf"] = cut_at(9000)
    assert failed(tmp_path, host.at("/a.pdf"), attempts=2) == "connection"


def test_a_host_that_falls_silent_is_left(host: Site, tmp_path: Path) -> None:
    def silent(visit: Visit) -> None:
        visit.say(200, PDF[:9000], length=len(PDF))
        visit.wfile.flush()
        time.sleep(1)

    host.routes["/a.pdf"] = silent
    assert failed(tmp_path, host.at("/a.pdf"), attempts=2, silence=0.1) == "timeout"


def test_a_host_that_trickles_is_left(host: Site, tmp_path: Path) -> None:
    def trickle(visit: Visit) -> None:
        visit.say(200, b"", length=1000)
        for _ in range(60):
            visit.wfile.write(b"x")
            visit.wfile.flush()
            time.sleep(0.02)

    host.routes["/a.txt"] = trickle
    begun = time.monotonic()
    assert failed(tmp_path, host.at("/a.txt"), attempts=1, whole=0.2) == "timeout"
    assert time.monotonic() - begun < 1


def test_a_host_that_is_not_there_fails_alone(host: Site, tmp_path: Path) -> None:
    with site() as gone:
        address = gone.at("/a.pdf")
    host.routes["/b.txt"] = page(TEXT)
    first, second = get(tmp_path, address, host.at("/b.txt"), attempts=2)
    assert (first.code, second.outcome) == ("robots_unknown", "fetched")


# --- answers that are none --------------------------------------------------------------------------------------


def test_a_page_that_is_not_there_fails_at_once(host: Site, tmp_path: Path) -> None:
    assert failed(tmp_path, host.at("/none.pdf")) == "http_404"
    assert len(host.asked("/none.pdf")) == 1


def test_a_busy_host_is_asked_again_when_it_says(host: Site, tmp_path: Path) -> None:
    host.routes["/a.txt"] = turns(lambda visit: visit.say(429, b"", Retry_After="1"), page(TEXT))
    host.routes["/b.txt"] = page(TEXT)
    assert [entry.outcome for entry in get(tmp_path, host.at("/a.txt"), host.at("/b.txt"))] == ["fetched"] * 2
    first, second, other = (at for path, _, at in host.visits if path != "/robots.txt")
    assert second - first >= 1
    assert other >= second


def test_a_host_that_asks_for_too_long_is_left(host: Site, tmp_path: Path) -> None:
    host.routes["/a.txt"] = lambda visit: visit.say(503, b"", Retry_After="Fri, 31 Dec 2100 23:59:59 GMT")
    assert failed(tmp_path, host.at("/a.txt")) == "http_503"
    assert len(host.asked("/a.txt")) == 1


def test_a_faulty_host_is_asked_again_after_longer_and_longer(host: Site, tmp_path: Path) -> None:
    host.routes["/a.txt"] = lambda visit: visit.say(500, b"")
    assert failed(tmp_path, host.at("/a.txt"), attempts=3, patience=0.2) == "http_500"
    first, second, third = (at for path, _, at in host.visits if path == "/a.txt")
    assert second - first >= 0.2
    assert third - second >= 0.4


def test_an_empty_answer_fails(host: Site, tmp_path: Path) -> None:
    host.routes["/a.txt"] = page(b"")
    assert failed(tmp_path, host.at("/a.txt")) == "empty"


def test_a_document_over_the_limit_is_not_fetched(host: Site, tmp_path: Path) -> None:
    host.routes["/told.pdf"] = page(PDF)
    host.routes["/packed.txt"] = page(gzip.compress(bytes(10_000_000)), Content_Encoding="gzip")

    def untold(visit: Visit) -> None:
        visit.send_response(200)
        visit.send_header("Connection", "close")
        visit.end_headers()
        visit.wfile.write(PDF)
        visit.cut()

    host.routes["/untold.pdf"] = untold
    for path in ("/told.pdf", "/packed.txt", "/untold.pdf"):
        assert failed(tmp_path, host.at(path), most=50_000) == "too_large"
    assert not list((tmp_path / ".partial").glob("*"))
    assert get_one(tmp_path, host.at("/untold.pdf"), most=len(PDF)).outcome == "fetched"


# --- where it leads ---------------------------------------------------------------------------------------------


def lead(to: str, status: int = 302) -> object:
    return lambda visit: visit.say(status, b"moved", Location=to)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed_to_another_host(host: Site, tmp_path: Path, status: int) -> None:
    with site() as other:
        host.routes["/a"] = lead(other.at("/x/b.txt"), status)
        other.routes["/x/b.txt"] = page(TEXT)
        entry = get_one(tmp_path, host.at("/a"))
        assert entry.kept is not None
        assert (entry.address, entry.kept.final) == (host.at("/a"), other.at("/x/b.txt"))
        assert other.asked("/robots.txt")


def test_a_redirect_to_letters_that_are_not_encoded_is_followed(host: Site, tmp_path: Path) -> None:
    def raw(visit: Visit) -> None:
        visit.wfile.write("HTTP/1.1 302 Found\r\nLocation: /tỉnh đ.txt\r\nContent-Length: 0\r\n\r\n".encode())

    host.routes["/a"] = raw
    host.routes["/t%E1%BB%89nh%20%C4%91.txt"] = page(TEXT)
    assert get_one(tmp_path, host.at("/a")).outcome == "fetched"


def test_robots_of_the_other_host_are_heeded(host: Site, tmp_path: Path) -> None:
    with site() as other:
        host.routes["/a"] = lead(other.at("/x/b.txt"))
        other.routes["/x/b.txt"] = page(TEXT)
        other.routes["/robots.txt"] = page(b"User-agent: *\nDisallow: /x/")
        assert failed(tmp_path, host.at("/a")) == "robots"
        assert not other.asked("/x/b.txt")


def test_a_loop_ends(host: Site, tmp_path: Path) -> None:
    host.routes["/a"] = lead("/b")
    host.routes["/b"] = lead("a")
    assert failed(tmp_path, host.at("/a")) == "redirects"
    assert len(host.asked("/a")) + len(host.asked("/b")) == 6


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://127.0.0.1/a", "http://u:p@127.0.0.1/", "http://["])
def test_a_redirect_leads_nowhere_but_to_the_public_web(host: Site, tmp_path: Path, to: str) -> None:
    host.routes["/a"] = lead(to)
    assert failed(tmp_path, host.at("/a")) == "bad_address"


# --- manners ----------------------------------------------------------------------------------------------------


def test_what_robots_forbid_is_not_asked_for(host: Site, tmp_path: Path) -> None:
    host.routes["/robots.txt"] = page(b"User-agent: *\nDisallow: /private/\n")
    host.routes["/a.txt"] = host.routes["/private/b.txt"] = page(TEXT)
    first, second = get(tmp_path, host.at("/private/b.txt"), host.at("/a.txt"))
    assert (first.code, second.outcome) == ("robots", "fetched")
    assert not host.asked("/private/b.txt")
    assert len(host.asked("/robots.txt")) == 1
    assert host.asked("/robots.txt")[0]["User-Agent"].startswith("kc-extract/")


def test_a_host_whose_robots_cannot_be_read_is_not_asked(host: Site, tmp_path: Path) -> None:
    host.routes["/robots.txt"] = lambda visit: visit.say(500)
    host.routes["/a.txt"] = page(TEXT)
    assert failed(tmp_path, host.at("/a.txt"), attempts=2) == "robots_unknown"
    assert not host.asked("/a.txt")


def test_a_host_is_asked_one_thing_at_a_time_and_not_too_soon(host: Site, tmp_path: Path) -> None:
    for number in range(4):
        host.routes[f"/{number}.txt"] = page(TEXT)
    get(tmp_path, *(host.at(f"/{number}.txt") for number in range(4)), delay=0.2, hosts=4)
    times = [at for _, _, at in host.visits]
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.2
    assert host.most_present == 1


def test_a_crawl_delay_is_kept(host: Site, tmp_path: Path) -> None:
    host.routes["/robots.txt"] = page(b"User-agent: kc-extract\nCrawl-delay: 0.4\n")
    host.routes["/a.txt"] = host.routes["/b.txt"] = page(TEXT)
    get(tmp_path, host.at("/a.txt"), host.at("/b.txt"))
    first, second = (at for path, _, at in host.visits if path != "/robots.txt")
    assert second - first >= 0.4


def test_several_hosts_are_asked_side_by_side(host: Site, tmp_path: Path) -> None:
    with site() as other:
        for each in (host, other):
            for number in range(3):
                each.routes[f"/{number}.txt"] = page(TEXT)
        addresses = [each.at(f"/{number}.txt") for each in (host, other) for number in range(3)]
        assert [entry.address for entry in get(tmp_path, *addresses, delay=0.2)] == addresses
        assert max(host.visits[0][2], other.visits[0][2]) < min(host.visits[-1][2], other.visits[-1][2])


# --- the record -------------------------------------------------------------------------------------------------


def test_half_a_line_at_the_end_of_the_record_is_passed_over(host: Site, tmp_path: Path) -> None:
    host.routes["/a.txt"] = page(TEXT, ETag='"1"')
    entry = get_one(tmp_path, host.at("/a.txt"))
    ledger = tmp_path / "fetched.jsonl"
    whole = ledger.read_bytes()
    ledger.write_bytes(whole + whole[:40])
    assert Ledger(tmp_path).last(entry.address) == entry
    assert ledger.read_bytes() == whole


def test_a_record_that_is_none_is_told_with_its_line(tmp_path: Path) -> None:
    write_whole(tmp_path / "fetched.jsonl", b'{"a": 1}\n')
    with pytest.raises(LedgerError, match="line 1"):
        get(tmp_path, "http://127.0.0.1:9/")


def test_two_commands_do_not_fetch_into_one_folder(tmp_path: Path) -> None:
    with alone(tmp_path / LOCK, "x"), pytest.raises(BusyError):
        get(tmp_path, "http://127.0.0.1:9/")


def test_a_folder_that_cannot_be_written_ends_the_command(host: Site, tmp_path: Path) -> None:
    host.routes["/a.txt"] = page(TEXT)
    write_whole(tmp_path / ".partial", b"a file where a folder should be")
    with pytest.raises(OSError, match=r"\.partial"):
        get(tmp_path, host.at("/a.txt"), host.at("/b.txt"))


# --- the command ------------------------------------------------------------------------------------------------


def call(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*arguments), capture_output=True, text=True, check=False)


def command(*arguments: object) -> list[str]:
    """The command, which may fetch from this machine."""
    may = ["--allow-private"] if arguments[0] == "fetch" else []
    return [sys.executable, "-c", "from kc_extract.cli import main; main()", *map(str, arguments), *may]


def test_the_command_tells_what_became_of_every_address(host: Site, tmp_path: Path) -> None:
    host.routes["/a.txt"] = page(TEXT)
    (tmp_path / "list.txt").write_text(f"# of May\n{host.at('/a.txt')}\n{host.at('/b.txt')}\n")
    done = call("fetch", tmp_path / "list.txt", "--into", tmp_path / "in", "--delay", 0)
    assert (done.returncode, done.stdout.splitlines()) == (1, ["fetched: 1", "failed: 1"])
    assert [line.split()[0] for line in done.stderr.splitlines()] == ["fetched", "failed"]
    again = call("fetch", tmp_path / "list.txt", "--into", tmp_path / "in", "--delay", 0, "--quiet")
    assert (again.returncode, again.stdout) == (1, "")
    assert again.stderr.startswith(f"failed  {host.at('/b.txt')}: the host answers 404")


def test_a_list_that_cannot_be_read_is_wrong_usage(tmp_path: Path) -> None:
    done = call("fetch", tmp_path / "none", "--into", tmp_path)
    assert (done.returncode, "the list cannot be read" in done.stderr) == (2, True)


def test_what_was_fetched_is_extracted(host: Site, tmp_path: Path) -> None:
    host.routes["/one.doc"] = page(DECISION.format(number=1).encode(), Content_Type="application/msword")
    host.routes["/two"] = page(DECISION.format(number=2).encode())
    (tmp_path / "list.csv").write_text(f"number,address\n1,{host.at('/one.doc')}\n2,{host.at('/two')}\n3,\n")
    assert call("fetch", tmp_path / "list.csv", "--into", tmp_path / "in", "--delay", 0).returncode == 0
    done = call("run", tmp_path / "in", "--out", tmp_path / "out", "--quiet")
    assert (done.returncode, done.stderr) == (0, "")
    made = [decode(path.read_bytes()) for path in (tmp_path / "out").rglob("*.txt.json")]
    assert sorted(extraction.document.number or "" for extraction in made) == ["1/QĐ-UBND", "2/QĐ-UBND"]


def test_a_command_killed_at_any_moment_leaves_whole_files_and_is_taken_up(host: Site, tmp_path: Path) -> None:
    def slowly(visit: Visit) -> None:
        if "Range" in visit.headers:
            rest(visit)
            return
        visit.say(200, PDF[:50_000], length=len(PDF), ETag='"1"')
        visit.wfile.flush()
        time.sleep(3)

    host.routes["/a.txt"] = page(TEXT)
    host.routes["/b.pdf"] = slowly
    (tmp_path / "list").write_text(f"{host.at('/a.txt')}\n{host.at('/b.pdf')}\n")
    arguments = ("fetch", tmp_path / "list", "--into", tmp_path / "in", "--delay", 0)
    process = subprocess.Popen(command(*arguments), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    parts = tmp_path / "in/.partial"
    while not any(path.stat().st_size == 50_000 for path in parts.glob("*.part")):
        time.sleep(0.02)
        assert process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert [path.read_bytes() for path in documents(tmp_path / "in")] == [TEXT]
    assert call(*arguments).returncode == 0
    assert sorted(path.read_bytes() for path in documents(tmp_path / "in")) == sorted([TEXT, PDF])
    assert not list(parts.glob("*"))
    entries = [json.loads(line) for line in (tmp_path / "in/fetched.jsonl").read_text().splitlines()]
    assert [entry["outcome"] for entry in entries] == ["unchanged", "fetched"]


def test_an_interrupted_command_ends_soon(host: Site, tmp_path: Path) -> None:
    host.routes["/robots.txt"] = page(b"User-agent: *\nCrawl-delay: 100\n")
    (tmp_path / "list").write_text(host.at("/a.txt"))
    process = subprocess.Popen(command("fetch", tmp_path / "list", "--into", tmp_path / "in"), stderr=subprocess.PIPE)
    while not host.visits:
        time.sleep(0.02)
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=10)
    assert process.returncode == 130
