"""What is said where a server does not prove who it is, or does not let in: one sentence."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.conftest import CommandLine

NO_TLS, TLS = b"N", b"S"
ASKS_FOR_A_PASSWORD = b"R\0\0\0\x08\0\0\0\x03"
PLAIN, SAFE = "sslmode=disable", "sslmode=verify-full"


def refusing(state: str, why: str, how_bad: str = "FATAL") -> bytes:
    """Return what a server says before it hangs up."""
    said = f"S{how_bad}\0VFATAL\0C{state}\0M{why}\0\0".encode()
    return b"E" + (len(said) + 4).to_bytes(4) + said


@contextmanager
def answering(answer: bytes, certificate: Path | None = None) -> Iterator[tuple[str, list[bytes]]]:
    """Be a server that says this and hangs up; hand out its host and port, and what it heard.

    With a certificate it shows that first.
    """
    heard: list[bytes] = []

    def serve() -> None:
        opened, _ = server.accept()
        with opened:
            heard.append(opened.recv(1024))
            opened.sendall(answer)
            if certificate:
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(certificate)
                # Who does not trust it hangs up.
                with suppress(OSError), context.wrap_socket(opened, server_side=True) as safe:
                    heard.append(safe.recv(1024))

    with socket.create_server(("127.0.0.1", 0)) as server:
        serving = threading.Thread(target=serve, daemon=True)
        serving.start()
        yield f"127.0.0.1:{server.getsockname()[1]}", heard
        serving.join(10)


@pytest.mark.parametrize(
    ("answer", "query", "said"),
    [
        (
            NO_TLS,
            SAFE,
            (
                "cannot be reached safely (server does not support SSL, but SSL was required), so "
                "nothing was sent to it; ask its owner to switch TLS on."
            ),
        ),
        (
            TLS,
            f"{SAFE}&sslrootcert=/nowhere/root.crt",
            (
                "cannot prove that it is what it says (root certificate file "
                '"/nowhere/root.crt" does not exist), so nothing was sent to it; name the '
                "certificate of its authority with sslrootcert in the address, or say "
                "sslrootcert=system to take those that this system trusts."
            ),
        ),
        (
            refusing("28P01", 'password authentication failed for user "me"'),
            PLAIN,
            (
                "does not take that user and password (password authentication failed for user "
                '"me"); nothing was written, so correct them in the address, the password file '
                "~/.pgpass or PGPASSWORD."
            ),
        ),
        (
            refusing("3D000", 'database "hunt" does not exist'),
            PLAIN,
            (
                'is not there (database "hunt" does not exist); nothing was written, so correct '
                "the address, or have the database made as in: CREATE DATABASE hunt ENCODING "
                "'UTF8' TEMPLATE template0"
            ),
        ),
        (
            refusing("42501", 'permission denied for database "hunt"'),
            PLAIN,
            (
                'does not let you do that (permission denied for database "hunt"); nothing was '
                "written, so ask its owner for the right."
            ),
        ),
        (
            refusing("53300", 'too many connections for role "me"'),
            PLAIN,
            "has no connection to spare; nothing was written, so try again in a while.",
        ),
        (
            refusing("57P03", "das Datenbanksystem startet"),
            PLAIN,
            (
                "answers, but does not let you in (das Datenbanksystem startet); nothing was "
                "written, so check the user, the password and the name of the database, or ask "
                "its owner, and try again in a while."
            ),
        ),
        (
            refusing("3D000", "база данных «hunt» не существует", "ВАЖНО"),
            PLAIN,
            (
                "answers, but does not let you in (база данных «hunt» не существует); nothing was "
                "written, so check the user, the password and the name of the database, or ask "
                "its owner, and try again in a while."
            ),
        ),
    ],
)
def test_who_is_not_let_in_is_told_why_and_what_to_do(answer: bytes, query: str, said: str) -> None:
    with answering(answer) as (host, heard):
        run = CommandLine(f"postgresql://me:secret@{host}/hunt?{query}")
        output = run("add", "Acme", code=1).output
    assert output == f"Error: postgresql://me:***@{host}/hunt {said}\n"
    assert b"secret" not in b"".join(heard)


@pytest.mark.parametrize(
    ("root", "host", "said"),
    [
        (
            "system",
            "127.0.0.1",
            (
                "(SSL error: certificate verify failed), so nothing was sent to it; its "
                "certificate is out of date, which its owner has to mend, or by an authority that "
                "is not known here: name the certificate of that with sslrootcert in the address."
            ),
        ),
        (
            None,
            "db.example.com",
            (
                '(server certificate for "127.0.0.1" (and 1 other name) does not match host '
                'name "db.example.com"), so nothing was sent to it; name it in the address as its '
                "certificate does, or ask its owner for one for that name."
            ),
        ),
    ],
)
def test_a_server_whose_certificate_does_not_hold_hears_nothing(
    certificate: Path, root: str | None, host: str, said: str
) -> None:
    with answering(TLS, certificate) as (at, heard):
        where = f"{host}:{at.partition(':')[2]}"
        query = f"{SAFE}&hostaddr=127.0.0.1&sslrootcert={root or certificate}"
        run = CommandLine(f"postgresql://me:secret@{where}/hunt?{query}")
        output = run("add", "Acme", code=1).output
    start = f"Error: postgresql://me:***@{where}/hunt does not prove that it is what it says "
    assert output == f"{start}{said}\n"
    assert b"".join(heard[1:]) == b""


def test_a_password_that_is_asked_for_and_not_there_belongs_into_its_file(
    tmp_path: Path,
) -> None:
    with answering(ASKS_FOR_A_PASSWORD) as (host, _):
        run = CommandLine(f"postgresql://me@{host}/hunt?{PLAIN}")
        output = run("add", "Acme", code=1, PGPASSFILE=str(tmp_path / "none")).output
    assert output == (
        f"Error: postgresql://me@{host}/hunt asks for a password, and there is none; nothing was "
        "written, so put it into the password file ~/.pgpass, which only you may read.\n"
    )
