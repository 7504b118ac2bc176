"""The command that finds records by their words."""

from typing import TYPE_CHECKING

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.listing import limited, rows_wanted

if TYPE_CHECKING:
    from tracker.records.search import Found, Hit


MOST_SHOWN = 60


@click.command()
@click.argument("words", nargs=-1, required=True)
@limited
@pass_app
def search(app: App, words: tuple[str, ...], limit: int | None, as_json: bool) -> None:
    """Find what you wrote down anywhere, by WORDS or their beginnings.

    Looks through applications with their postings, notes and tags, interviews, offers, contacts
    and exchanges. All the words have to be there, in any order; upper case and accents do not
    count. A phone number, an e-mail address or a posting's address will do, too.
    """
    from tracker.records import search as records

    text = " ".join(words)
    with app.reading() as session:
        found = records.find(session, text, rows_wanted(limit, as_json=as_json))
    if as_json:
        output.as_json(found=[_shape(hit) for hit in found.hits], total=found.total)
    elif not found.hits:
        shown = text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…"
        output.line(f"Nothing holds “{shown}”; try fewer words, or only how one begins.")
    else:
        _print(found)


def _shape(hit: "Hit") -> dict[str, object]:
    shape = hit._asdict()
    del shape["see"]
    return shape


def _print(found: "Found") -> None:
    for hit in found.hits:
        output.heading(f"{hit.title} ({hit.see})")
        if hit.excerpt:
            output.set_in([f"{hit.field}: {hit.excerpt}"])
    if found.total > len(found.hits):
        output.line()
        output.line(
            f"{len(found.hits)} of {found.total:,}; --limit {found.total} shows them all, "
            "another word narrows them."
        )
