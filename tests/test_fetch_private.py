"""Addresses that lead to this machine or this house, and parts that nobody takes up."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import urllib3
from test_fetch import TEXT, documents, get_one
from typer.testing import CliRunner
from web_server import Site, page, site, turns

from kc_extract.cli import app
from kc_extract.fetch.addresses import is_plainly_private, is_public
from kc_extract.fetch.entry import Lasting
from kc_extract.fetch.guard import guarded
from kc_extract.fetch.part import PARTS, Part, Version, sweep

WEEK = 7 * 24 * 3600


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def host() -> Iterator[Site]:
    with site() as server:
        server.routes["/a.txt"] = page(TEXT)
        yield server


@pytest.mark.parametrize(
    "name", ["127.0.0.1", "localhost", "LOCALHOST.", "127.1", "2130706433", "0x7f.1", "[::ffff:7f00:1]"]
)
def test_this_machine_is_not_fetched_from_whatever_it_is_called(host: Site, tmp_path: Path, name: str) -> None:
    entry = get_one(tmp_path, f"http://{name}:{host.server_port}/a.txt", allow_private=False)
    assert (entry.outcome, entry.code) == ("failed", "private_address")
    assert entry.message is not None
    assert "--allow-private" in entry.message
    assert not host.visits


def test_a_name_that_leads_here_is_told_by_who_answers(host: Site) -> None:
    with pytest.raises(Lasting, match=r"localhost \((127\.0\.0\.1|::1)\) is not of the public web") as told:
        guarded(urllib3.PoolManager()).request("GET", f"http://localhost:{host.server_port}/a.txt", retries=False)
    assert told.value.code == "private_address"
    assert not host.visits


@pytest.mark.parametrize(
    "to", ["http://localhost:{}/a.txt", "http://127.0.0.2:{}/a.txt", "http://169.254.169.254/latest"]
)
def test_a_redirect_to_a_private_host_that_is_not_listed_fails(host: Site, tmp_path: Path, to: str) -> None:
    host.routes["/b"] = lambda visit: visit.say(302, b"", Location=to.format(host.server_port))
    entry = get_one(tmp_path, host.at("/b"))
    assert (entry.outcome, entry.code) == ("failed", "private_address")
    assert not host.asked("/a.txt")


def test_a_listed_host_may_be_private_where_that_is_asked_for(host: Site, tmp_path: Path) -> None:
    host.routes["/b"] = lambda visit: visit.say(302, b"", Location=host.at("/a.txt"))
    assert get_one(tmp_path, host.at("/b")).outcome == "fetched"
    assert documents(tmp_path)[0].read_bytes() == TEXT
    (tmp_path / "list").write_text(host.at("/a.txt"))
    refused = CliRunner().invoke(app, ["fetch", str(tmp_path / "list"), "--into", str(tmp_path / "in"), "--delay", "0"])
    assert refused.exit_code == 1
    assert "not of the public web" in refused.output


def test_a_document_stays_where_its_address_comes_to_lead_here(host: Site, tmp_path: Path) -> None:
    host.routes["/b"] = turns(page(TEXT), lambda visit: visit.say(302, b"", Location="http://10.0.0.1/"))
    first = get_one(tmp_path, host.at("/b"))
    again = get_one(tmp_path, host.at("/b"))
    assert (again.code, again.kept) == ("private_address", first.kept)
    assert documents(tmp_path)[0].read_bytes() == TEXT


@pytest.mark.parametrize(
    ("number", "public"),
    [
        ("8.8.8.8", True), ("2606:4700::1111", True), ("64:ff9b::808:808", True), ("::ffff:8.8.8.8", True),
        ("127.0.0.1", False), ("10.1.2.3", False), ("172.16.0.1", False), ("192.168.1.1", False), ("0.0.0.1", False),
        ("169.254.169.254", False), ("100.64.0.1", False), ("224.0.0.1", False), ("255.255.255.255", False),
        ("::1", False), ("fe80::1%eth0", False), ("fd00::1", False), ("::ffff:10.0.0.1", False),
        ("64:ff9b::7f00:1", False), ("2002:7f00:1::", False), ("ff02::1", False),
        ("::127.0.0.1", False), ("::ffff:0:127.0.0.1", False), ("::", False),
    ],
)  # fmt: skip
def test_numbers_tell_what_is_public(number: str, *, public: bool) -> None:
    assert is_public(number) is public


@pytest.mark.parametrize(
    "name", ["example.org", "localhost.example.org", "10.example.org", "8.8.8.8", "2001:4860::8888"]
)
def test_other_names_are_not_private_by_themselves(name: str) -> None:
    assert not is_plainly_private(name)


# --- parts ------------------------------------------------------------------------------------------------------


def part(folder: Path, address: str, age: float) -> Part:
    made = Part(folder, address)
    made.begin(Version(final=address, mark='"1"'))
    made.path.write_bytes(TEXT[:9])
    for path in (made.path, made.path.with_suffix(".json")):
        os.utime(path, (time.time() - age, time.time() - age))
    return made


def test_parts_of_addresses_that_are_not_asked_for_go_after_a_week(tmp_path: Path) -> None:
    wanted, late, fresh = (part(tmp_path, f"http://a/{age}", age) for age in (9 * WEEK, WEEK + 60, WEEK - 60))
    for name in (".77-0123abcd.part", "note.txt", "0123.part"):
        (tmp_path / PARTS / name).write_bytes(b"x")
        os.utime(tmp_path / PARTS / name, (0, 0))
    sweep(tmp_path, [f"http://a/{9 * WEEK}"])
    assert (wanted.size, late.size, fresh.size) == (9, 0, 9)
    assert {path.name for path in (tmp_path / PARTS).iterdir()} == {
        "note.txt", "0123.part", *(f"{each.path.stem}{end}" for each in (wanted, fresh) for end in (".part", ".json"))
    }  # fmt: skip


def test_what_came_of_a_document_that_is_gone_is_dropped(host: Site, tmp_path: Path) -> None:
    host.routes["/b.txt"] = lambda visit: visit.say(410)
    part(tmp_path, host.at("/b.txt"), 0)
    assert get_one(tmp_path, host.at("/b.txt")).code == "http_410"
    assert list((tmp_path / PARTS).iterdir()) == []
