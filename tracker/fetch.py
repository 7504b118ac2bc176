"""One page of the web, fetched safely: the only place in the program that opens a socket.

Written on http.client, because what makes it safe lies beneath what the libraries over it offer:
every address that a name stands for is checked, and the connection goes to the checked address
itself, so that a second answer of the name server cannot lead elsewhere. No proxy is used, since
behind one there would be nothing to check; no cookie is sent or kept.
"""

import http.client
import io
import ipaddress
import socket
import ssl
import time
import zlib
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from email.message import Message
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, cast
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from tracker import __version__
from tracker.errors import TrackerError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

IPAddress: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address

USER_AGENT = f"interview-worth/{__version__}"
PAGES = ("text/html", "application/xhtml+xml", "application/json", "application/ld+json")
MOST_REDIRECTS = 5
SAVE_IT = "save the page in your browser, then: tracker add --from FILE"

_CHUNK = 65536
_PORTS = {"http": 80, "https": 443}
_REDIRECTS = {301, 302, 303, 307, 308}
_SHUT = {401, 403, 407, 451, 999}
"""How sites answer whom they take for a robot; 999 is LinkedIn's."""
_GONE = {404, 410}
_TOO_OFTEN = 429
_OK = 200
_PACKED = {"gzip", "x-gzip", "deflate"}
_AUTO = 32 + zlib.MAX_WBITS
_TRANSLATING = ipaddress.IPv6Network("64:ff9b::/96")
_URL_SIGNS = "%/:=&?~#+!$,;'@()*[]"


class Fetched(NamedTuple):
    """A page, the address that it came from in the end, and the charset its header names."""

    url: str
    content: bytes
    charset: str | None


@dataclass(frozen=True)
class Limits:
    """How long and how much: seconds to connect, seconds in all, bytes once unpacked.

    The look-up of a name has the system's own time limit besides.
    """

    connect: float = 10
    total: float = 30
    size: int = 5_000_000
    trusted: ssl.SSLContext | None = None
    """Whom to trust; the system's authorities where None."""


@dataclass
class _Trip:
    """One fetch: what is left of its time, and whom it may ask."""

    limits: Limits
    allow_private: bool
    started: float = field(default_factory=time.monotonic)

    def left(self, most: float | None = None) -> float:
        """Return the seconds left, at most `most`; raises TimeoutError where there are none."""
        left = self.limits.total - (time.monotonic() - self.started)
        if left <= 0:
            raise TimeoutError
        return left if most is None else min(left, most)


def fetch(url: str, *, allow_private: bool = False, limits: Limits | None = None) -> Fetched:
    """Return the page at an http or https address, following at most five redirects.

    Raises TrackerError, with the next step, for other addresses, for those of a private network
    unless allowed, and for whatever goes wrong on the way.
    """
    trip = _Trip(limits or Limits(), allow_private)
    for _ in range(MOST_REDIRECTS + 1):
        parts = _checked(url)
        try:
            found = _visit(trip, url, parts)
        except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
            raise _failed(parts, error) from error
        if isinstance(found, Fetched):
            return found
        url = found
    msg = f"{_place(parts)} redirects more than {MOST_REDIRECTS} times; {SAVE_IT}"
    raise TrackerError(msg)


def is_address(text: str) -> bool:
    """Tell whether a text is meant as an address of the web and not as the name of a file."""
    return "://" in text


def _checked(url: str) -> SplitResult:
    """Return the parts of an address that may be asked for at all."""
    shown = url if len(url) <= 100 else f"{url[:99]}…"  # noqa: PLR2004 (a line of a terminal)
    try:
        parts = urlsplit(url.strip())
        parts.port  # noqa: B018 (read for the error that it raises)
        host = (parts.hostname or "").encode("idna")
    except ValueError as error:
        msg = f"“{shown}” is no address of the web ({error}); copy it anew from your browser."
        raise TrackerError(msg) from error
    if parts.scheme not in _PORTS or not host:
        msg = f"“{shown}” is no http or https address, and nothing else is fetched; {SAVE_IT}"
        raise TrackerError(msg)
    if "@" in parts.netloc:
        msg = (
            f"The address holds a name and password for {parts.hostname}; leave them out, or "
            f"{SAVE_IT}"
        )
        raise TrackerError(msg)
    return parts


def _visit(trip: _Trip, url: str, parts: SplitResult) -> Fetched | str:
    """Ask one site; return its page, or the address that it redirects to."""
    connection = http.client.HTTPConnection(_host(parts), parts.port or _PORTS[parts.scheme])
    with closing(_connected(trip, parts)) as opened:
        connection.sock = cast("socket.socket", _Timed(opened, trip))
        connection.request("GET", _target(parts), headers=_headers(parts))
        answer = connection.getresponse()
        if answer.status in _REDIRECTS and (onward := answer.headers["Location"]):
            where: str = onward.strip().encode("latin-1").decode("utf-8", "replace")
            return urljoin(url, where)
        _check_answer(answer, parts)
        content = _content(answer, parts, trip.limits.size)
        return Fetched(url, content, answer.headers.get_content_charset())


def _host(parts: SplitResult) -> str:
    return (parts.hostname or "").encode("idna").decode()


def _target(parts: SplitResult) -> str:
    path = quote(parts.path or "/", _URL_SIGNS)
    return f"{path}?{quote(parts.query, _URL_SIGNS)}" if parts.query else path


def _headers(parts: SplitResult) -> dict[str, str]:
    host = f"[{_host(parts)}]" if ":" in _host(parts) else _host(parts)
    return {
        "Host": f"{host}:{parts.port}" if parts.port else host,
        "User-Agent": USER_AGENT,
        "Accept": "text/html, application/ld+json, application/json;q=0.9",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }


def _connected(trip: _Trip, parts: SplitResult) -> socket.socket:
    """Return a connection to one of the checked addresses, secured where it is to be."""
    host, port = _host(parts), parts.port or _PORTS[parts.scheme]
    failure: OSError | None = None
    for address in _allowed(host, port, trip):
        try:
            opened = socket.create_connection(address, trip.left(trip.limits.connect))
        except OSError as error:
            failure = error
            continue
        if parts.scheme == "http":
            return opened
        return _secured(opened, host, trip)
    raise failure or OSError(f"{host} has no address")


def _secured(opened: socket.socket, host: str, trip: _Trip) -> socket.socket:
    context = trip.limits.trusted or ssl.create_default_context()
    try:
        opened.settimeout(trip.left(trip.limits.connect))
        return context.wrap_socket(opened, server_hostname=host)
    except OSError:
        opened.close()
        raise


def _allowed(host: str, port: int, trip: _Trip) -> Sequence[tuple[str, int]]:
    """Return the addresses of a host; raises TrackerError if any is of a private network."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for address in addresses:
        named = host if host == address else f"{host} ({address})"
        if not trip.allow_private and not is_public(
            ipaddress.ip_address(address.partition("%")[0])
        ):
            msg = (
                f"{named} is in a private network or on this machine, which is not asked; if you "
                f"mean it, add --allow-private, or {SAVE_IT}"
            )
            raise TrackerError(msg)
    return [(address, port) for address in addresses]


def is_public(address: IPAddress) -> bool:
    """Tell whether an address is anybody's: not private, local, multicast or reserved.

    Of an IPv6 address that stands for one of IPv4, it is that one that counts.
    """
    if isinstance(address, ipaddress.IPv6Address):
        within = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in _TRANSLATING:
            within.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if inner := [one for one in within if one is not None]:
            return all(map(is_public, inner))
        if address.is_site_local:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


class _Timed:
    """A socket that http.client reads from and writes to until the trip's time is over."""

    def __init__(self, opened: socket.socket, trip: _Trip) -> None:
        self._opened = opened
        self._trip = trip

    def sendall(self, content: bytes) -> None:
        self._opened.settimeout(self._trip.left())
        self._opened.sendall(content)

    def makefile(self, mode: str) -> io.BufferedReader:
        del mode
        return io.BufferedReader(_Arriving(self._opened, self._trip), _CHUNK)

    def close(self) -> None:
        """Leave it open: what was answered is still to be read, and `_visit` closes it."""


class _Arriving(io.RawIOBase):
    """What arrives, each piece within what is left of the time."""

    def __init__(self, opened: socket.socket, trip: _Trip) -> None:
        super().__init__()
        self._opened = opened
        self._trip = trip

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        self._opened.settimeout(self._trip.left())
        return self._opened.recv_into(buffer)


def _check_answer(answer: http.client.HTTPResponse, parts: SplitResult) -> None:
    status, place = answer.status, _place(parts)
    if status in _GONE:
        msg = (
            f"{place} has no such page ({status}), so the posting may be gone; if your browser "
            f"still shows it, {SAVE_IT}"
        )
        raise TrackerError(msg)
    if status in _SHUT:
        msg = f"{place} lets only browsers in ({status}); {SAVE_IT}"
        raise TrackerError(msg)
    if status == _TOO_OFTEN:
        msg = f"{place} says that it is asked too often ({status}); try again later, or {SAVE_IT}"
        raise TrackerError(msg)
    if status != _OK:
        msg = f"{place} answers with error {status}; try again later, or {SAVE_IT}"
        raise TrackerError(msg)
    kind = _kind(answer.headers)
    if kind not in PAGES:
        msg = f"{place} is no page but {kind}; name the page that shows the posting, or {SAVE_IT}"
        raise TrackerError(msg)


def _kind(headers: Message) -> str:
    return headers.get_content_type() if headers["Content-Type"] else PAGES[0]


def _content(answer: http.client.HTTPResponse, parts: SplitResult, most: int) -> bytes:
    """Return the whole content, unpacked; raises TrackerError as soon as it is more than `most`.

    What follows on what was packed is passed over, as browsers do.
    """
    packed = _packed(answer, parts)
    content = bytearray()
    while piece := answer.read1(_CHUNK):
        content += packed.decompress(piece, most - len(content) + 1) if packed else piece
        if len(content) > most:
            msg = (
                f"{_place(parts)} answers with more than {most / 1e6:g} MB, too much for a "
                f"posting; {SAVE_IT}"
            )
            raise TrackerError(msg)
    if answer.length or (packed and not packed.eof):
        raise http.client.IncompleteRead(b"", answer.length)
    return bytes(content)


def _packed(answer: http.client.HTTPResponse, parts: SplitResult) -> "zlib._Decompress | None":
    """Return what unpacks a packed answer, hardly more than asked for at a time."""
    packing = (answer.headers["Content-Encoding"] or "identity").strip().lower()
    if packing == "identity":
        return None
    if packing not in _PACKED:
        msg = f"{_place(parts)} packs its page as {packing}, which is not understood; {SAVE_IT}"
        raise TrackerError(msg)
    return zlib.decompressobj(_AUTO)


def _failed(parts: SplitResult, error: Exception) -> TrackerError:
    place = _place(parts)
    if isinstance(error, ssl.SSLCertVerificationError):
        why = f"{place} cannot prove that it is what it says ({error.verify_message})"
    elif isinstance(error, ssl.SSLError):
        reason = (error.reason or "it is not said why").replace("_", " ").lower()
        why = f"{place} cannot be reached safely ({reason})"
    elif isinstance(error, socket.gaierror):
        why = f"{place} is not found; look whether its name is right and you are online"
    elif isinstance(error, http.client.IncompleteRead):
        why = f"{place} breaks off in the middle of its answer"
    elif isinstance(error, TimeoutError):
        why = f"{place} takes too long to answer"
    else:
        reason = getattr(error, "strerror", None) or "its answer is not understood"
        why = f"{place} cannot be read ({reason})"
    return TrackerError(f"{why}; try again, or {SAVE_IT}")


def _place(parts: SplitResult) -> str:
    return parts.netloc
