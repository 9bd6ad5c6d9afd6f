"""Formats by magic bytes, and text by what its bytes say."""

import gzip
import io
import unicodedata
import zipfile

import pytest

from kc_extract.errors import UnreadableError
from kc_extract.readers import read_input
from kc_extract.readers.formats import decode, decode_with_notes, detect
from kc_extract.types import Limits

PROSE = "Quyết định này có hiệu lực từ ngày ký; các sở, ngành của tỉnh thực hiện trong năm và báo cáo những kết quả. "


def _zip(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "empty"),
        (b" \r\n\t\x00", "empty"),
        (b"%PDF-1.7\n...", "pdf"),
        (b"\r\n junk %PDF-1.4", "pdf"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "image"),
        (b"II*\x00\x08\x00", "image"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image"),
        (_zip("[Content_Types].xml", "word/document.xml"), "docx"),
        (_zip("a.txt"), "zip"),
        (_zip("[Content_Types].xml", "word/document.xml")[:60], "docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 64 + "WordDocument".encode("utf-16-le"), "doc"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 64 + "Workbook".encode("utf-16-le"), "binary"),
        (b"{\\rtf1\\ansi", "rtf"),
        (gzip.compress(b"x", mtime=0), "gzip"),
        (bytes(range(256)) * 4, "binary"),
        (PROSE.encode(), "plain"),
        (PROSE.encode("utf-16"), "plain"),
        (PROSE.encode("utf-16-le"), "plain"),
        (b"<!DOCTYPE html><p>x", "html"),
        (b"\xef\xbb\xbf\n<!-- saved -->\n<HTML lang=vi>", "html"),
        ("<html><body>Điều 1</body></html>".encode("utf-16"), "html"),
        (b"<div><p>a</p><p>b</p></div>", "html"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=x\r\n\r\n", "mhtml"),
        (b"gi\xe1 < 5 v\xe0 > 3", "plain"),
        ("Số: 12/QĐ-UBND <sao y>".encode(), "plain"),
    ],
)
def test_the_bytes_tell_the_format(data: bytes, expected: str) -> None:
    assert detect(data) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_text_is_read_in_every_unicode_form(encoding: str) -> None:
    assert decode(PROSE.encode(encoding)) == PROSE


def _windows_1258(text: str) -> bytes:
    """The bytes of the code page: a letter, with its circumflex, breve or horn, and then the tone mark."""
    out = []
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        tone = next((part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323"), "")
        out.append(unicodedata.normalize("NFC", parts.replace(tone, "", 1)) + tone)
    return "".join(out).encode("cp1258")


def test_windows_1258_is_recognised_by_its_words() -> None:
    decoded = decode_with_notes(_windows_1258(PROSE))
    assert decoded.text == PROSE
    assert decoded.encoding == "windows-1258"


def test_a_declared_character_set_is_followed() -> None:
    page = '<html><meta charset="windows-1252"><p>café</p></html>'
    assert decode(page.encode("cp1252")) == page


def test_invalid_utf8_names_the_first_bad_byte() -> None:
    data = "Điều 1".encode() + b"\xff\xfa" + b"x" * 20
    with pytest.raises(UnreadableError, match="offset 9 ") as caught:
        decode(data)
    assert caught.value.code == "bad_encoding"


def test_latin_garbage_is_not_taken_for_vietnamese() -> None:
    with pytest.raises(UnreadableError):
        decode(bytes(range(128, 256)) * 10)


def test_a_byte_order_mark_before_garbage_is_no_text() -> None:
    with pytest.raises(UnreadableError):
        decode(b"\xff\xfe" + bytes(range(0xA0, 0xD0)) * 20)


def test_a_single_bad_byte_in_a_long_text_stays_visible_and_is_noted() -> None:
    data = (PROSE * 30).encode() + b"\xff"
    decoded = decode_with_notes(data)
    assert decoded.text == PROSE * 30 + "\ufffd"
    assert [note.code for note in decoded.notes] == ["bad_bytes"]
    assert str(len(data) - 1) in decoded.notes[0].message


def test_a_replacement_mark_of_the_source_is_no_bad_byte() -> None:
    assert decode_with_notes("a\ufffd".encode()).notes == ()


def test_a_text_in_gzip_is_read_and_told() -> None:
    found = read_input(gzip.compress(PROSE.encode()), "a.gz", Limits())
    assert found.media_type == "text/plain"
    assert found.pages == read_input(PROSE.encode(), "a", Limits()).pages
    (note,) = found.notes
    assert note.code == "unpacked"
    assert "text/plain" in note.message


def test_what_is_not_read_is_not_read_from_gzip_either() -> None:
    with pytest.raises(UnreadableError, match="rich-text"):
        read_input(gzip.compress(b"{\\rtf1"), "a.gz", Limits())


def test_a_gzipped_page_is_a_page_without_a_word() -> None:
    found = read_input(gzip.compress(f"<html><body><p>{PROSE}</p></body></html>".encode()), None, Limits())
    assert found.media_type == "text/html"
    assert "unpacked" not in [note.code for note in found.notes]


def test_gzip_never_unpacks_to_more_than_the_limit() -> None:
    with pytest.raises(UnreadableError, match="once unpacked"):
        read_input(gzip.compress(b"x " * 5_000_000), None, Limits(max_bytes=1_000_000))
