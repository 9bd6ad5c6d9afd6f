"""Addresses in the one form under which they are asked for, recorded and filed."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

from kc_extract.fetch.entry import Lasting
from kc_extract.naming import safe_part

_SCHEMES = frozenset({"http", "https"})
_BAD = "bad_address"


def normal(words: str) -> str:
    """The address as it goes over the wire, letters encoded, without a fragment.

    Raises ``Lasting`` (``bad_address``) for what is none of the public web: another scheme, a password in it.
    """
    from urllib3.exceptions import LocationParseError
    from urllib3.util import parse_url

    try:
        url = parse_url(words)
    except (LocationParseError, ValueError) as error:
        message = "this is no address; give one that begins with https:// or http://"
        raise Lasting(_BAD, message) from error
    if url.scheme not in _SCHEMES or not url.host:
        message = "only https:// and http:// are fetched"
        raise Lasting(_BAD, message)
    if url.auth:
        message = "only public addresses are fetched, without user and password"
        raise Lasting(_BAD, message)
    return str(url._replace(fragment=None, path=url.path or "/").url)


def joined(address: str, location: str) -> str:
    """Where a redirect leads, in normal form; raises as ``normal``.

    Headers are read as Latin-1, and hosts put letters into them as UTF-8 without encoding them.
    """
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    return normal(urljoin(address, location))


def host_of(address: str) -> str:
    """The host and port of an address in normal form: what is asked one thing at a time."""
    return urlsplit(address).netloc


def origin_of(address: str) -> str:
    """Scheme, host and port: what one robots.txt speaks for."""
    split = urlsplit(address)
    return f"{split.scheme}://{split.netloc}"


def file_of(address: str, ending: str) -> str:
    """The file of an address below the folder: a folder per host, the last part of the path, a checksum of the whole.

    So the same address always has the same name, and no two share one. ``ending`` is that of its content.
    """
    split = urlsplit(address)
    last = unquote(split.path).rstrip("/").rpartition("/")[-1]
    stem = PurePosixPath(last).stem if len(PurePosixPath(last).suffix) in range(2, 7) else last
    mark = hashlib.sha256(address.encode()).hexdigest()[:8]
    return f"{safe_part(split.netloc.replace(':', '_'))}/{safe_part(stem.strip('. ') or 'index')}-{mark}{ending}"
