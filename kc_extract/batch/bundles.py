"""ZIP archives as folders of documents: which members there are, under which names, and what is refused."""

from __future__ import annotations

import unicodedata
import zipfile
from typing import TYPE_CHECKING

import regex

from kc_extract.batch.origins import (
    LocalFile,
    Member,
    Origin,
    Refused,
    Remote,
    digest,
    mark_of,
    open_origin,
    opened,
    reaching_bundle,
)
from kc_extract.naming import safe_part

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
#: Parts that make a ZIP one document or program: Office, OpenDocument and EPUB, Java.
_PACKAGES = frozenset({"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"})
_HEAD = 4096
#: Bytes unpacked for one byte packed, past which an archive is made to fill memory; bytes that are never too many.
_MOST_RATIO = 100
_HARMLESS = 1_000_000_000
_ENCRYPTED = 0x1
_UTF8 = 0x800
_SLASHES = regex.compile(r"[/\\]+")
_VIETNAMESE = regex.compile(r"[\x20-\x7eÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ–—‘’“”…]+")

Entry = tuple[tuple[str, ...], Origin]


def members(bundle: LocalFile | Remote) -> list[Entry] | None:
    """The members of a ZIP archive, each with the parts of its path there; None for anything else.

    A Word file and its like are ZIP archives too and yet one document, as their parts tell. What cannot be unpacked
    is refused, each member for itself; an archive that cannot be opened, or that would fill the memory, as a whole.
    Raises what ``open_origin`` raises.
    """
    with open_origin(bundle) as file:
        head = file.read(_HEAD)
    if not head.startswith(_SIGNATURES):
        return None
    try:
        with reaching_bundle(bundle):
            archive = opened(bundle)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:
        # a cut Word file has lost its directory; the reader of Word files tells that better
        return None if b"[Content_Types].xml" in head else [((), _refused_whole(bundle, "damaged", str(error)))]
    infos = archive.infolist()
    if any(info.filename in _PACKAGES for info in infos):
        return None
    packed, unpacked = archive.start_dir, sum(info.file_size for info in infos)
    if unpacked > max(_HARMLESS, _MOST_RATIO * packed):
        reason = f"it unpacks {packed / 1e6:.1f} MB to {unpacked / 1e6:.0f} MB"
        return [((), _refused_whole(bundle, "zip_bomb", reason))]
    return list(_entries(bundle, infos))


def _refused_whole(bundle: LocalFile | Remote, code: str, reason: str) -> Refused:
    message = f"the ZIP archive cannot be read ({reason}); fetch it again, or unpack it and give the folder"
    return Refused(code=code, message=message, mark=digest(bundle))


def _entries(bundle: LocalFile | Remote, infos: list[zipfile.ZipInfo]) -> Iterator[Entry]:
    for place, info in enumerate(infos):
        name = member_name(info)
        if not name.endswith(("/", "\\")):
            parts = tuple(safe_part(part) for part in _SLASHES.split(name) if part not in {"", ".", ".."})
            yield parts or ("_",), _origin(bundle, info, place)


def _origin(bundle: LocalFile | Remote, info: zipfile.ZipInfo, place: int) -> Origin:
    if info.flag_bits & _ENCRYPTED:
        message = "the ZIP archive locks this member with a password; unpack it and give the folder"
        return Refused(code="encrypted", message=message, mark=mark_of(info))
    return Member(bundle=bundle, place=place)


def member_name(info: zipfile.ZipInfo) -> str:
    """The name of a member as whoever packed it meant it, in NFC.

    Names are UTF-8 where marked so. Others are in the packer's own character set: UTF-8 all the same, that of
    Vietnamese Windows, or code page 437 as the format has it (PKWARE APPNOTE, appendix D).
    """
    if info.flag_bits & _UTF8 or info.filename.isascii():
        return unicodedata.normalize("NFC", info.filename)
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return unicodedata.normalize("NFC", info.filename)
    for encoding in ("utf-8", "cp1258"):
        try:
            name = unicodedata.normalize("NFC", raw.decode(encoding))
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" or _VIETNAMESE.fullmatch(name):
            return name
    return info.filename
