"""The key of an encrypted hunt: where it comes from, and what SQLCipher makes of it.

A key is never taken from the command line or from an address, which other programs can see.
"""

import getpass
import hashlib
import os
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path

from tracker.errors import TrackerError

COMMAND = "TRACKER_KEY_COMMAND"
"""Names the environment variable with a command that prints the key."""

NEW_COMMAND = "TRACKER_NEW_KEY_COMMAND"
"""Names the one with a command that prints the key which is to take the place of another."""

_SERVICE = "interview-worth"
_ROUNDS = 256_000
"""How often SQLCipher 4 hashes a key, with SHA-512, before it encrypts with 32 bytes of it."""

_known: dict[tuple[bytes, str | None], str] = {}


def of(salt: bytes, place: Path) -> str:
    """Return the key of the file that begins with a salt, as SQLCipher takes it."""
    return made(said(salt, place), salt)


def said(salt: bytes, place: Path) -> str:
    """Return the key of the file that begins with a salt, as the user says it.

    It is asked for once in a run; the copies of a file have its salt. Raises TrackerError where
    nobody says it.
    """
    source = _source(COMMAND)
    if (salt, source) not in _known:
        _known[salt, source] = _printed(COMMAND, source) if source else _kept_or_typed(salt, place)
    return _known[salt, source]


def _source(command: str) -> str | None:
    """Return the command that an environment variable of that name holds, if it is set."""
    return os.environ.get(command, "").strip() or None


def other_way() -> str:
    """Return what to do where the key of a file was not said."""
    if _source(COMMAND):
        return f"have {COMMAND} print that one, or unset it to be asked for the key of each file"
    return "try again with the right one"


def _kept_or_typed(salt: bytes, place: Path) -> str:
    return _kept(salt) or _typed(f"Key of {place}: ", f"The key of {place}", COMMAND)


def new(place: Path) -> str:
    """Return the key that a file is to be encrypted with, as the user says it."""
    return _new(COMMAND, place)


def another(before: str, place: Path) -> str:
    """Return the key that is to take the place of another; TrackerError where it is the same."""
    said = _new(NEW_COMMAND, place)
    if said == before:
        msg = f"That is the key that {place} has, so nothing was changed; choose another one."
        raise TrackerError(msg)
    return said


def _new(command: str, place: Path) -> str:
    if source := _source(command):
        return _printed(command, source)
    typed = _typed(f"New key for {place}: ", f"The new key for {place}", command)
    if typed != _typed("The same again: ", f"The new key for {place}", command):
        msg = "The two keys are not the same, so nothing was encrypted; try again."
        raise TrackerError(msg)
    return typed


@cache
def made(said: str, salt: bytes) -> str:
    """Return what SQLCipher itself would make of a key, as it takes it without doing so anew."""
    spelled = said.encode(errors="surrogateescape")
    key = hashlib.pbkdf2_hmac("sha512", spelled, salt, _ROUNDS, 32)
    return f"x'{key.hex()}{salt.hex()}'"


def _printed(name: str, command: str) -> str:
    """Return what the command prints that an environment variable of that name holds."""
    try:
        done = subprocess.run(  # noqa: S603 (the user's own command)
            shlex.split(command), stdout=subprocess.PIPE, check=False
        )
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        msg = f"The command in {name} cannot be run ({why}); correct it and try again."
        raise TrackerError(msg) from error
    said = done.stdout.decode(errors="surrogateescape").removesuffix("\n").removesuffix("\r")
    if done.returncode or not said:
        how = f"failed (exit code {done.returncode})" if done.returncode else "printed no key"
        raise TrackerError(f"The command in {name} {how}; correct it and try again.")
    return said


def _typed(prompt: str, what: str, command: str) -> str:
    if not sys.stdin.isatty():
        msg = (
            f"{what} is needed, and nobody is here to type it; "
            f"set {command} to a command that prints it."
        )
        raise TrackerError(msg)
    try:
        said = getpass.getpass(prompt)
    except EOFError:
        said = ""
    if not said:
        msg = "No key was typed, so nothing was done; try again."
        raise TrackerError(msg)
    return said


def _kept(salt: bytes) -> str | None:
    """Return the key that the system's keyring has for a file, if there is a keyring."""
    try:
        import keyring  # noqa: PLC0415 (slow to import, and an extra)

        return keyring.get_password(_SERVICE, salt.hex())
    except Exception:  # noqa: BLE001 (a backend may be anybody's, and raises what it likes)
        return None


def keep(said: str, salt: bytes) -> None:
    """Put the key of a file into the system's keyring; raises TrackerError where it is not kept."""
    try:
        import keyring  # noqa: PLC0415 (slow to import, and an extra)
    except ImportError as error:
        msg = "The keyring needs a library: pip install 'interview-worth[keyring]'"
        raise TrackerError(msg) from error
    try:
        keyring.set_password(_SERVICE, salt.hex(), said)
        is_kept = keyring.get_password(_SERVICE, salt.hex()) == said
    except Exception as error:
        raise _not_kept(str(error).split(". ")[0]) from error
    if not is_kept:
        raise _not_kept("it does not give it back")


def _not_kept(why: str) -> TrackerError:
    return TrackerError(
        f"The keyring of this system did not take the key ({why}), so nothing was encrypted."
    )
