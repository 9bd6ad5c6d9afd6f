"""Requests: one at a time for each host, their troubles told as passing or lasting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from typing import TypeVar
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

import urllib3
from urllib3.exceptions import ConnectTimeoutError, HTTPError, ReadTimeoutError, SSLError
from urllib3.util import make_headers, parse_url

from kc_extract.fetch.addresses import host_of, is_plainly_private, name_of
from kc_extract.fetch.entry import USER_AGENT, Lasting, Passing, Settings
from kc_extract.fetch.guard import guarded, private
from kc_extract.fetch.pace import Pace

#: Answers that may be others the next time.
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
#: Bytes are asked for as they are, so that a part of them can be asked for later.
_HEADERS = {"User-Agent": USER_AGENT, "Accept-Encoding": "identity"}

T = TypeVar("T")


class Web:
    """The connections to all hosts, one each; proxies are those of the environment (``HTTPS_PROXY``, ``NO_PROXY``).

    None leads to a private address, whatever a redirect or a name says, but to the hosts in ``private``. Behind a proxy
    names are for the proxy to judge.
    """

    def __init__(self, settings: Settings, private: Collection[str] = ()) -> None:
        self.pace = Pace(settings.delay)
        self._settings = settings
        self._private = private
        self._public = guarded(self._pool(None))
        self._proxies = getproxies()
        self._pools: dict[str | None, urllib3.PoolManager] = {}
        for proxy in {None, self._proxies.get("http"), self._proxies.get("https")}:
            self._pools[proxy] = self._pool(proxy)

    @contextmanager
    def ask(self, address: str, headers: Mapping[str, str]) -> Iterator[urllib3.BaseHTTPResponse]:
        """The answer to one request, its body not yet read and redirects not followed.

        Raises ``Passing`` for answers that may change, and whatever happens to the connection; ``Lasting``
        (``private_address``); ``Stopped``.
        """
        host, name = host_of(address), name_of(address)
        if name not in self._private and is_plainly_private(name):
            raise private(name)
        with self.pace.turn(host), _telling(host):
            response = self._pool_for(address).request(
                "GET", address, headers={**_HEADERS, **headers}, preload_content=False, redirect=False, retries=False
            )
            try:
                if response.status in _PASSING:
                    wait = seconds_of(response.headers.get("Retry-After"))
                    code, message = f"http_{response.status}", f"the host answers {response.status} {response.reason}"
                    raise Passing(code, message, host, wait)
                yield response
            finally:
                response.close()

    def persist(self, action: Callable[[], T]) -> T:
        """What an action gives at last; ``Lasting`` where its troubles do not pass, or the host asks for too long."""
        settings = self._settings
        for attempt in range(settings.attempts):
            try:
                return action()
            except Passing as trouble:
                wait = settings.patience * 2**attempt if trouble.wait is None else trouble.wait
                if wait > settings.longest_wait:
                    message = f"{trouble}, and asks to come back in {wait:.0f} s; do so"
                    raise Lasting(trouble.code, message) from trouble
                if attempt + 1 == settings.attempts:
                    message = f"{trouble}, {settings.attempts} times; try again later"
                    raise Lasting(trouble.code, message) from trouble
                self.pace.pause(trouble.host, wait)
        raise AssertionError

    def _pool(self, proxy: str | None) -> urllib3.PoolManager:
        timeout = urllib3.Timeout(connect=self._settings.connect, read=self._settings.silence)
        if proxy is None:
            return urllib3.PoolManager(num_pools=100, maxsize=1, timeout=timeout)
        auth = parse_url(proxy).auth
        headers = make_headers(proxy_basic_auth=unquote(auth)) if auth else None
        return urllib3.ProxyManager(proxy, num_pools=100, maxsize=1, timeout=timeout, proxy_headers=headers)

    def _pool_for(self, address: str) -> urllib3.PoolManager:
        split = urlsplit(address)
        proxy = None if proxy_bypass(split.hostname or "") else self._proxies.get(split.scheme)
        return self._public if proxy is None and name_of(address) not in self._private else self._pools[proxy]


@contextmanager
def _telling(host: str) -> Iterator[None]:
    """Tell the troubles of a connection."""
    try:
        yield
    except SSLError as error:
        code, message = "certificate", f"no safe connection to {host} ({error}); open it in a browser and look why"
        raise Lasting(code, message) from error
    except (ConnectTimeoutError, ReadTimeoutError) as error:
        code, message = "timeout", f"{host} did not answer in time"
        raise Passing(code, message, host) from error
    except HTTPError as error:
        code, message = "connection", f"the connection to {host} failed ({error})"
        raise Passing(code, message, host) from error


def seconds_of(retry_after: str | None) -> float | None:
    """The seconds that ``Retry-After`` asks for (RFC 9110, 10.2.3); None where it asks for nothing that is one."""
    if retry_after is None:
        return None
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        until = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    return max(0.0, (until - dt.datetime.now(dt.UTC)).total_seconds()) if until.tzinfo else None
