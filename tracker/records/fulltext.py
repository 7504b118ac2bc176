"""Ask a database which rows of `search_text` hold words: the only place that knows how it does.

One function for each database, by the name of its dialect, all of one shape and meaning: every word
has to be there, as the beginning of a word if it has two signs or more, and at least one of them in
the record's own title or body. First come those whose title holds all, noun by noun, then the rest;
of each the best first.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from tracker.models.search import ROOM

Word = Sequence[str]
"""A word as it was typed, in the tokens that it is made of: they follow on each other."""

RANKED = 1000
"""Of what matches, so many of the latest are ranked, so that a common word takes no longer."""

_SQLITE = text("""
SELECT id FROM (
    SELECT * FROM (
        SELECT rowid AS id, rowid % :nouns AS tier, bm25(search_index) AS fit
        FROM search_index WHERE search_index MATCH :named ORDER BY rowid DESC LIMIT :ranked
    )
    UNION ALL
    SELECT * FROM (
        SELECT rowid AS id, :nouns AS tier, bm25(search_index, 10, 1, 1) AS fit
        FROM search_index WHERE search_index MATCH :holding ORDER BY rowid DESC LIMIT :ranked
    )
)
GROUP BY id ORDER BY min(tier), min(fit), id DESC LIMIT :limit
""")
_SQLITE_COUNT = text("SELECT count(*) FROM search_index WHERE search_index MATCH :holding")


def matching(session: Session, words: Sequence[Word], limit: int | None) -> tuple[list[int], int]:
    """Return the ids of the rows that hold the words, the best first, and how many do in all."""
    return _BY_DIALECT[session.get_bind().dialect.name](session, words, limit)


def _sqlite(session: Session, words: Sequence[Word], limit: int | None) -> tuple[list[int], int]:
    asked = [_expression(word) for word in words]
    every = " AND ".join(asked)
    values = {
        "named": f"{{title}} : ({every})",
        "holding": f"{every} AND {{title body}} : ({' OR '.join(asked)})",
    }
    most = {"limit": limit or -1, "ranked": max(limit, RANKED) if limit else -1}
    found = session.scalars(_SQLITE, {**values, **most, "nouns": ROOM})
    return list(found), session.scalar(_SQLITE_COUNT, values) or 0


def _expression(word: Word) -> str:
    """Return the FTS5 expression for a word; whole words count twice, beginnings of them once.

    Tokens hold letters, digits, + and # only: between quotes nothing of them is syntax.
    """
    phrase = f'"{" ".join(word)}"'
    return phrase if len("".join(word)) == 1 else f"({phrase} OR {phrase} *)"


_BY_DIALECT: dict[str, Callable[[Session, Sequence[Word], int | None], tuple[list[int], int]]] = {
    "sqlite": _sqlite
}
