"""Lists of addresses, robots.txt, names and endings of files."""

from pathlib import Path

import pytest
from samples import DECISION

from kc_extract.fetch.addresses import file_of, normal
from kc_extract.fetch.endings import ending_of
from kc_extract.fetch.manifest import ManifestError, read_manifest
from kc_extract.fetch.robots import Rules, read_rules
from kc_extract.fetch.web import seconds_of
from kc_extract.naming import safe_part, told_apart

ROOT = Path(__file__).parent.parent


def written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


# --- lists ------------------------------------------------------------------------------------------------------


def test_a_list_has_an_address_a_line(tmp_path: Path) -> None:
    path = written(tmp_path / "list", "\ufeff# May\n https://a/1 \n\nhttps://a/2#x\nhttps://a/1\n")
    assert read_manifest(path) == ("https://a/1", "https://a/2#x")


def test_a_table_has_a_column_of_addresses(tmp_path: Path) -> None:
    path = written(tmp_path / "list.CSV", 'number,URL\n"1, 2",https://a/1\n3,\n')
    assert read_manifest(path) == ("https://a/1",)


def test_json_lines_have_a_field_of_addresses(tmp_path: Path) -> None:
    path = written(tmp_path / "list.jsonl", '{"address": "https://a/1"}\n\n{"url": "https://a/2"}\n{"address": null}\n')
    assert read_manifest(path) == ("https://a/1", "https://a/2")


def test_the_manifest_of_the_specimens_is_a_list() -> None:
    addresses = read_manifest(ROOT / "corpus/manifest.csv")
    assert addresses
    assert all(normal(address).startswith("http") for address in addresses)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a", "# nothing\n", "names no address"),
        ("a.csv", "number,link\n1,https://a/1\n", "no column named address or url"),
        ("a.jsonl", '{"url": "https://a/1"}\n{"url"\n', "line 2: not JSON"),
        ("a.jsonl", '["https://a/1"]\n', "line 1: an object"),
        ("a.csv", "address\n", "names no address"),
    ],
)
def test_a_list_that_is_none_is_told(tmp_path: Path, name: str, text: str, said: str) -> None:
    with pytest.raises(ManifestError, match=said):
        read_manifest(written(tmp_path / name, text))


def test_a_list_in_another_character_set_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"https://a/\xe9\n")
    with pytest.raises(ManifestError, match="UTF-8"):
        read_manifest(tmp_path / "a")


# --- addresses --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("HTTPS://Example.ORG", "https://example.org/"),
        ("http://a/quyết định 5.pdf", "http://a/quy%E1%BA%BFt%20%C4%91%E1%BB%8Bnh%205.pdf"),
        ("http://a/b%20c?d=e f#g", "http://a/b%20c?d=e%20f"),
        ("http://tỉnh.vn/", "http://xn--tnh-dlz.vn/"),
    ],
)
def test_an_address_has_one_form(words: str, address: str) -> None:
    assert normal(words) == address
    assert normal(address) == address


def test_a_file_is_named_by_its_address_alone() -> None:
    name = file_of("http://a:8080/x/T%C3%AAn%20d%C3%A0i.v2.aspx?id=1", ".pdf")
    assert name.startswith("a_8080/Tên dài.v2-")
    assert name == file_of("http://a:8080/x/T%C3%AAn%20d%C3%A0i.v2.aspx?id=1", ".pdf")
    assert name != file_of("http://a:8080/x/T%C3%AAn%20d%C3%A0i.v2.aspx?id=2", ".pdf")


@pytest.mark.parametrize(
    "path", ["/", "/..", "/%2e%2e/%2e%2e", "/.hidden", "/%00%0a", "/a%2f..%2f..%2fb", "/" + "%E1%BA%BF" * 300]
)
def test_no_address_leaves_the_folder_of_its_host(path: str) -> None:
    folder, _, name = file_of(f"http://a{path}", ".pdf").partition("/")
    assert folder == "a"
    assert "/" not in name
    assert not name.startswith(".")
    assert name.isprintable()
    assert len(name.encode()) < 255


def test_a_safe_part_keeps_what_is_safe() -> None:
    assert safe_part("Quyết định số 5 (bản 2).pdf") == "Quyết định số 5 (bản 2).pdf"
    assert [safe_part(words) for words in ("", ".", "..", "a/b", "a:b ", 'a"<>|?*b')] == ["_", "_", "_", "a_b", "a_b",
                                                                                         "a_b"]  # fmt: skip


def test_the_first_of_one_name_keeps_it() -> None:
    assert [told_apart("x.y/a.pdf", number) for number in (1, 2, 3)] == ["x.y/a.pdf", "x.y/a~2.pdf", "x.y/a~3.pdf"]


# --- endings ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (b"%PDF-1.4\n", ".pdf"),
        (b"<!DOCTYPE html><html></html>", ".html"),
        (DECISION.encode(), ".txt"),
        (b"\xff\xd8\xff\xe0JFIF", ".jpg"),
        (b"\x89PNG\r\n\x1a\n", ".png"),
        (b"II*\x00", ".tif"),
        (b"{\\rtf1}", ".rtf"),
        (b"PK\x05\x06" + bytes(18), ".zip"),
        (bytes(range(32)) * 9, ".bin"),
    ],
)
def test_an_ending_tells_the_content(tmp_path: Path, data: bytes, ending: str) -> None:
    (tmp_path / "a").write_bytes(data)
    assert ending_of(tmp_path / "a") == ending


# --- robots.txt -------------------------------------------------------------------------------------------------

EXAMPLE = """
User-Agent: *
Disallow: *.gif$
Disallow: /example/
Allow: /publications/

User-Agent: foobot
Disallow:/
Allow:/example/page.html
Allow:/example/allowed.gif

User-Agent: barbot
User-Agent: kc-extract # us
Disallow: /example/page.html
Crawl-delay: 3

User-Agent: quxbot
"""


def allowed(text: str, *paths: str) -> list[str]:
    rules = read_rules(text)
    return [path for path in paths if rules.allow(f"http://a{path}")]


def test_the_group_that_names_us_holds() -> None:
    rules = read_rules(EXAMPLE)
    assert rules == Rules(paths=(("/example/page.html", False),), delay=3.0)
    assert allowed(EXAMPLE, "/example/page.html", "/example/", "/a.gif") == ["/example/", "/a.gif"]


def test_the_group_for_everybody_holds_where_none_names_us() -> None:
    text = EXAMPLE.replace("kc-extract", "other")
    assert allowed(text, "/", "/a.gif", "/a.gif?x", "/example/a", "/publications/a") == [
        "/", "/a.gif?x", "/publications/a"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rules", "path", "may"),
    [
        ("Disallow: /", "/", False),
        ("Disallow:", "/a", True),
        ("Disallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("Allow: /a\nDisallow: /a", "/a", True),
        ("Disallow: /*.pdf$", "/x/a.pdf", False),
        ("Disallow: /*.pdf$", "/x/a.pdf?b", True),
        ("Disallow: /*?", "/a?b=1", False),
        ("Disallow: /*?", "/a", True),
        ("Disallow: /a*b*c", "/axxbxxc", False),
        ("Disallow: /a*b*c", "/axxcxxb", True),
        ("Disallow: /a*a$", "/a", True),
        ("Disallow: /a$", "/ab", True),
        ("Disallow: /a$", "/a", False),
        ("Disallow: /T%C3%AAn", "/Tên", False),
        ("Disallow: /Tên", "/T%C3%AAn/a", False),
        ("Disallow: /" + "*a" * 5000 + "b", "/" + "a" * 5000, True),
    ],
)
def test_the_longest_rule_decides(rules: str, path: str, *, may: bool) -> None:
    assert read_rules(f"\ufeffuser-agent: *\r\n{rules}").allow(normal(f"http://a{path}")) is may


@pytest.mark.parametrize("text", ["", "<html>404</html>", "Disallow: /", "User-agent: other\nDisallow: /"])
def test_what_speaks_to_nobody_or_others_forbids_nothing(text: str) -> None:
    assert read_rules(text) == Rules()


# --- dates ------------------------------------------------------------------------------------------------------


def test_a_host_says_when_to_come_back() -> None:
    assert [seconds_of(words) for words in (None, "soon", "0", "120", "-5", "")] == [None, None, 0.0, 120.0, None, None]
    assert seconds_of("Wed, 21 Oct 2015 07:28:00 GMT") == 0.0
