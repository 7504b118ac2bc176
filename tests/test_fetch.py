"""Pages are fetched from a real server on this machine, and from nowhere that is not allowed."""

import gzip
import http.server
import ipaddress
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tracker import __version__
from tracker.errors import TrackerError
from tracker.fetch import MOST_REDIRECTS, Fetched, Limits, fetch, is_address, is_public

PAGE = b"<title>Clerk</title>"
QUICK = Limits(connect=2, total=1, size=100_000)

Answer = Callable[["Handler"], object]


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers as the test says that the path is to be answered."""

    answers: dict[str, Answer]
    asked: list[tuple[str, dict[str, str]]]

    def do_GET(self) -> None:
        self.asked.append((self.path, dict(self.headers)))
        self.answers[self.path.partition("?")[0]](self)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 (its own name)
        del format, arguments

    def answer(self, status: int, content: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)


class Site(http.server.ThreadingHTTPServer):
    """A site on this machine."""

    daemon_threads = True
    scheme = "http"

    def __init__(self, answers: dict[str, Answer]) -> None:
        self.asked: list[tuple[str, dict[str, str]]] = []
        handler = type("Asked", (Handler,), {"answers": answers, "asked": self.asked})
        super().__init__(("127.0.0.1", 0), handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of who hangs up in the middle: that is what is tested."""

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.server_port}"


@contextmanager
def serving(site: Site) -> Iterator[Site]:
    thread = threading.Thread(target=site.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.shutdown()
        site.server_close()
        thread.join()


@contextmanager
def site(answer: Answer, **more: Answer) -> Iterator[Site]:
    """Serve an answer at /, and others at their names."""
    with serving(Site({"/": answer, **{f"/{name}": one for name, one in more.items()}})) as running:
        yield running


def page(content: bytes = PAGE, kind: str = "text/html", **headers: str) -> Answer:
    return lambda asked: asked.answer(200, content, Content_Type=kind, **headers)


def onward(where: str, status: int = 302) -> Answer:
    return lambda asked: asked.answer(status, Location=where)


def get(url: str, limits: Limits = QUICK) -> Fetched:
    return fetch(url, allow_private=True, limits=limits)


def refusal(url: str, limits: Limits = QUICK) -> str:
    with pytest.raises(TrackerError) as caught:
        get(url, limits)
    return str(caught.value)


def test_a_page_is_fetched_with_a_truthful_name_and_no_cookie() -> None:
    with site(page(kind="text/html; charset=latin-1", Set_Cookie="a=b")) as running:
        found = get(f"{running.url}/?q=a b&c=ü#part")
        assert get(running.url).content == PAGE
    assert (found.content, found.charset) == (PAGE, "latin-1")
    path, headers = running.asked[0]
    assert path == "/?q=a%20b&c=%C3%BC"
    assert headers["User-Agent"] == f"interview-worth/{__version__}"
    assert headers["Host"] == running.url.removeprefix("http://")
    assert all("Cookie" not in headers for _, headers in running.asked)


def test_redirects_are_followed_from_one_address_to_the_next() -> None:
    hops = {str(n): onward(f"/{n + 1}", 308) for n in range(MOST_REDIRECTS - 1)}
    with site(onward("0"), **hops, **{str(MOST_REDIRECTS - 1): page()}) as running:
        found = get(running.url)
    assert found.url == f"{running.url}/{MOST_REDIRECTS - 1}"
    assert len(running.asked) == MOST_REDIRECTS + 1


def test_a_loop_of_redirects_ends() -> None:
    with site(onward("/")) as running:
        assert "redirects more than 5 times; save the page" in refusal(running.url)
    assert len(running.asked) == MOST_REDIRECTS + 1


@pytest.mark.parametrize(
    "where", ["file:///etc/passwd", "ftp://127.0.0.1/x", "data:text/html,x", "javascript:alert(1)"]
)
def test_a_redirect_to_anything_but_the_web_is_refused(where: str) -> None:
    with site(onward(where)) as running:
        assert f"“{where}” is no http or https address" in refusal(running.url)


def test_private_addresses_are_refused_unless_they_are_allowed() -> None:
    with site(page()) as running, pytest.raises(TrackerError) as caught:
        fetch(running.url)
    assert str(caught.value).startswith("127.0.0.1 is in a private network or on this machine")
    assert "add --allow-private" in str(caught.value)
    assert running.asked == []


def test_a_redirect_from_the_web_to_this_machine_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    connect = socket.create_connection

    def reached(address: tuple[str, int], timeout: float) -> socket.socket:
        """Reach a site on this machine by a public address, as the web would."""
        assert address[0] == "8.8.8.8"
        return connect(("127.0.0.1", address[1]), timeout)

    monkeypatch.setattr(socket, "create_connection", reached)
    with site(onward("http://localhost/secret")) as running, pytest.raises(TrackerError) as caught:
        fetch(f"http://8.8.8.8:{running.server_port}/", limits=QUICK)
    assert "localhost" in str(caught.value)
    assert "in a private network or on this machine" in str(caught.value)
    assert [path for path, _ in running.asked] == ["/"]


@pytest.mark.parametrize("host", ["localhost", "[::1]", "[::ffff:127.0.0.1]", "0", "2130706433"])
def test_this_machine_is_refused_by_whatever_name(host: str) -> None:
    with pytest.raises(TrackerError) as caught:
        fetch(f"http://{host}:1/")
    assert "in a private network or on this machine" in str(caught.value)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::808:808", True),
        ("10.0.0.1", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("127.0.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 (asked about, not bound)
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::1", False),
        ("fe80::1", False),
        ("fc00::1", False),
        ("fec0::1", False),
        ("ff02::1", False),
        ("::ffff:10.0.0.1", False),
        ("::7f00:1", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::a00:1", False),
        ("2001:0:808:808::80ff:fffe", False),
    ],
)
def test_what_is_anybodys_address(address: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is public


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("file:///etc/passwd", "is no http or https address"),
        ("ftp://acme.example/", "is no http or https address"),
        ("http://", "is no http or https address"),
        ("https:///path", "is no http or https address"),
        ("http://acme.example:99999/", "is no address of the web"),
        ("http://[::1", "is no address of the web"),
        ("http://a..b/", "is no address of the web"),
        (f"http://{'a' * 300}.example/", "is no address of the web"),
        ("https://me:secret@acme.example/", "holds a name and password for acme.example"),
        ("https://acme.invalid/", "acme.invalid is not found"),
    ],
)
def test_addresses_that_lead_nowhere(url: str, said: str) -> None:
    with pytest.raises(TrackerError) as caught:
        fetch(url)
    assert said in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (404, "has no such page (404), so the posting may be gone"),
        (410, "has no such page (410), so the posting may be gone"),
        (401, "lets only browsers in (401)"),
        (403, "lets only browsers in (403)"),
        (429, "says that it is asked too often (429); try again later"),
        (999, "lets only browsers in (999)"),
        (500, "answers with error 500; try again later"),
        (204, "answers with error 204"),
        (302, "answers with error 302"),
    ],
)
def test_answers_that_are_no_page(status: int, said: str) -> None:
    with site(lambda asked: asked.answer(status)) as running:
        found = refusal(running.url)
    assert said in found
    assert found.endswith("save the page in your browser, then: tracker add --from FILE")


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "text/plain"])
def test_what_is_no_page_is_refused_by_its_kind(kind: str) -> None:
    with site(page(kind=kind)) as running:
        assert f"is no page but {kind}" in refusal(running.url)


@pytest.mark.parametrize("kind", ["application/ld+json", "application/json; charset=utf-8"])
def test_json_is_taken(kind: str) -> None:
    with site(page(b"{}", kind)) as running:
        assert get(running.url).content == b"{}"


def test_an_answer_without_a_kind_is_taken_for_a_page() -> None:
    with site(lambda asked: asked.answer(200, PAGE)) as running:
        assert get(running.url) == Fetched(running.url, PAGE, None)


def test_a_packed_page_is_unpacked() -> None:
    with site(page(gzip.compress(PAGE * 100), Content_Encoding="gzip")) as running:
        assert get(running.url).content == PAGE * 100


def test_what_follows_on_a_packed_page_is_passed_over_as_browsers_do() -> None:
    with site(page(gzip.compress(PAGE) + b"\0" * 10, Content_Encoding="gzip")) as running:
        assert get(running.url).content == PAGE


def test_a_packed_page_that_is_cut_short_is_refused() -> None:
    with site(page(gzip.compress(PAGE * 100)[:-4], Content_Encoding="gzip")) as running:
        assert "breaks off in the middle of its answer; try again" in refusal(running.url)


@pytest.mark.parametrize(
    ("packing", "said"),
    [
        ("gzip", "cannot be read (its answer is not understood)"),
        ("br", "packs its page as br, which is not understood"),
    ],
)
def test_a_page_that_is_packed_otherwise_is_refused(packing: str, said: str) -> None:
    with site(page(b"nonsense", Content_Encoding=packing)) as running:
        assert said in refusal(running.url)


def test_a_bomb_is_refused_before_it_is_large() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert len(bomb) < QUICK.size
    with site(page(bomb, Content_Encoding="gzip")) as running:
        assert "answers with more than 0.1 MB, too much for a posting" in refusal(running.url)


def test_a_page_of_fifty_megabytes_is_refused() -> None:
    with site(page(b"<p>" * 17_000_000)) as running:
        assert "answers with more than 5 MB" in refusal(running.url, Limits())


def endless(asked: Handler) -> None:
    asked.answer(200, Content_Type="text/html")
    while True:
        asked.wfile.write(b"x" * 10_000)


def slow(asked: Handler) -> None:
    asked.answer(200, Content_Type="text/html")
    while True:
        asked.wfile.write(b"x")
        time.sleep(0.05)


def slow_head(asked: Handler) -> None:
    asked.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while True:
        asked.wfile.write(b"x")
        time.sleep(0.05)


def test_a_page_without_end_is_refused() -> None:
    with site(endless) as running:
        assert "answers with more than 0.1 MB" in refusal(running.url)


@pytest.mark.parametrize("dripping", [slow, slow_head])
def test_what_drips_is_given_up_when_its_time_is_over(dripping: Answer) -> None:
    limits = Limits(connect=1, total=0.4)
    began = time.monotonic()
    with site(dripping) as running:
        assert "takes too long to answer; try again" in refusal(running.url, limits)
    assert time.monotonic() - began < 5


def test_the_time_is_that_of_all_redirects_together() -> None:
    def late(asked: Handler) -> None:
        time.sleep(0.15)
        onward("/")(asked)

    with site(late) as running:
        assert "takes too long" in refusal(running.url, Limits(connect=1, total=0.4))
    assert len(running.asked) < MOST_REDIRECTS


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"nonsense\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 50\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nx",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000,
        b"HTTP/1.1 302 Found\r\nLocation: http://[\r\n\r\n",
    ],
)
def test_an_answer_that_is_broken_is_refused(answer: bytes) -> None:
    with site(lambda asked: asked.wfile.write(answer)) as running:
        said = refusal(running.url)
    assert said.count(running.url.removeprefix("http://")) + said.count("http://[") == 1


def test_a_port_where_nobody_listens_is_said() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
    assert f"127.0.0.1:{port} cannot be read (Connection refused)" in refusal(
        f"http://127.0.0.1:{port}/"
    )


@contextmanager
def secure(certificate: Path) -> Iterator[Site]:
    running = Site({"/": page()})
    running.scheme = "https"
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    running.socket = context.wrap_socket(running.socket, server_side=True)
    with serving(running):
        yield running


def test_a_secured_page_is_fetched_where_its_certificate_is_trusted(certificate: Path) -> None:
    trusted = ssl.create_default_context(cafile=str(certificate))
    with secure(certificate) as running:
        assert get(running.url, Limits(trusted=trusted)).content == PAGE


def test_a_site_that_cannot_prove_who_it_is_is_refused(certificate: Path) -> None:
    with secure(certificate) as running:
        assert "cannot prove that it is what it says" in refusal(running.url, Limits())


def test_a_site_that_is_not_secured_at_all_is_refused_over_https() -> None:
    with site(page()) as running:
        said = refusal(running.url.replace("http:", "https:"))
    assert re.search(r"cannot be reached safely \([a-z ]+\); try again", said)


def test_what_is_meant_as_an_address() -> None:
    assert is_address("https://acme.example/jobs")
    assert is_address("file:///etc/passwd")
    assert not is_address("posting.html")
