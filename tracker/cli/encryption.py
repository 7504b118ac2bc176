"""The commands that encrypt a hunt and its backups, and write them plainly again."""

from typing import TYPE_CHECKING

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app

if TYPE_CHECKING:
    from pathlib import Path

    from tracker.encryption import Converted


@click.command()
@click.option("--keyring", is_flag=True, help="Keep the key in this system's keyring.")
@click.option("--new-key", is_flag=True, help="Give what is encrypted already another key.")
@pass_app
def encrypt(app: App, keyring: bool, new_key: bool) -> None:
    """Encrypt the hunt and its backups with a key of yours.

    The key is asked for, or printed by the command in TRACKER_KEY_COMMAND; a new key in place of
    another by that in TRACKER_NEW_KEY_COMMAND. Without it nobody can read the hunt again, you
    neither.
    """
    from tracker import encryption

    change = encryption.change_key if new_key else encryption.encrypt
    done = change(app.database, keep_key=keyring)
    if not done.done:
        _tell_nothing(app, done, "encrypted already")
    else:
        _tell("Encrypted", done, " with the new key" if new_key else "")
        output.line("Without the key nobody can read them, so keep it where it is not lost.")
        output.line(
            "What you exported, backups elsewhere, and what a disk keeps of removed files are as "
            "they were."
        )
    if keyring:
        output.line("The keyring of this system has the key.")
    if new_key:
        output.line("For backups elsewhere you need the key that they were made with.")
    how = "given the new key" if new_key else "encrypted with the key of the hunt"
    _tell_left(done.left, how, "remove it once you need it no more")


@click.command()
@pass_app
def decrypt(app: App) -> None:
    """Write the hunt and its backups without a key again."""
    from tracker import encryption

    done = encryption.decrypt(app.database)
    if done.done:
        _tell("Decrypted", done)
    else:
        _tell_nothing(app, done, "not encrypted")
    _tell_left(done.left, "decrypted", "it still needs its key")


def _tell(how: str, done: "Converted", by: str = "") -> None:
    from tracker.records.notes import counted

    place, *kept = done.done
    also = f" and {counted(len(kept), 'backup')}" if kept else ""
    output.line(f"{how} {place}{also}{by}, and compared every row.")


def _tell_nothing(app: App, done: "Converted", how: str) -> None:
    which = f"{app.database.shown} is" if done.left else f"{app.database.shown} and its backups are"
    output.line(f"{which} {how}.")


def _tell_left(left: "dict[Path, Exception]", how: str, otherwise: str) -> None:
    from tracker import files
    from tracker.errors import WrongKeyError
    from tracker.storage import keys

    for path, error in left.items():
        why, step = "", otherwise
        if isinstance(error, WrongKeyError):
            why, step = " (it has another key)", keys.other_way()
        if files.is_full(error):
            why, step = f" ({files.reason(error)})", "make room there and do the same again"
        output.line(f"{path} could not be {how}{why}; {step}.")
