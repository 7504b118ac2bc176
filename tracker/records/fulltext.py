"""Ask a database which rows of `search_text` hold words: the only place that knows how it does.

One function for each database, by the name of its dialect, all of one shape and meaning: every word
has to be there, as the beginning of a word if it has two signs or more, and at least one of them in
the record's own title or body. First come those whose title holds all, noun by noun, then the rest;
of each the best first.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from tracker.found_by import ROOM

Word = Sequence[str]
"""A word as it was typed, in the tokens that it is made of: they follow on each other."""

LONGEST_TOKEN = 500
"""PostgreSQL's index keeps so much of a word."""

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

_POSTGRESQL = """
SELECT id FROM (
    (
        SELECT id, id % :nouns AS tier,
            ts_rank('{{0, 0, 0, 1}}', search_index, CAST(:begins AS tsquery), 1)
            + ts_rank('{{0, 0, 0, 1}}', search_index, CAST(:whole AS tsquery), 1) AS fit
        FROM search_text WHERE {named} ORDER BY id DESC LIMIT :ranked
    )
    UNION ALL
    (
        SELECT id, :nouns AS tier,
            ts_rank('{{0, 0.1, 0.1, 1}}', search_index, CAST(:begins AS tsquery), 1)
            + ts_rank('{{0, 0.1, 0.1, 1}}', search_index, CAST(:whole AS tsquery), 1) AS fit
        FROM search_text WHERE {holding} ORDER BY id DESC LIMIT :ranked
    )
) AS found
GROUP BY id ORDER BY min(tier), max(fit) DESC, id DESC LIMIT :limit
"""
_PARTS = {"A": "title", "B": "body", "C": "context"}
"""By the letters with which its index marks where a word stands."""


def matching(session: Session, words: Sequence[Word], limit: int | None) -> tuple[list[int], int]:
    """Return the ids of the rows that hold the words, the best first, and how many do in all."""
    return _BY_DIALECT[session.get_bind().dialect.name](session, words, limit)


def _sqlite(session: Session, words: Sequence[Word], limit: int | None) -> tuple[list[int], int]:
    asked = [_expression(word) for word in words]
    every, own = " AND ".join(asked), f"{{title body}} : ({' OR '.join(asked)})"
    holding = f"{every} AND {own}" if len(asked) > 1 else own
    values = {"named": f"{{title}} : ({every})", "holding": holding}
    most = {"limit": limit or -1, "ranked": max(limit, RANKED) if limit else -1}
    found = session.scalars(_SQLITE, {**values, **most, "nouns": ROOM})
    return list(found), session.scalar(_SQLITE_COUNT, values) or 0


def _expression(word: Word) -> str:
    """Return the FTS5 expression for a word; whole words count twice, beginnings of them once.

    Tokens hold letters, digits, + and # only: between quotes nothing of them is syntax.
    """
    phrase = f'"{" ".join(word)}"'
    return phrase if _is_sign(word) else f"({phrase} OR {phrase} *)"


def _postgresql(
    session: Session, words: Sequence[Word], limit: int | None
) -> tuple[list[int], int]:
    named, every, some = (
        [_holds(number, word, parts) for number, word in enumerate(words)]
        for parts in ("A", "ABC", "AB")
    )
    holding = f"{' AND '.join(every)} AND ({' OR '.join(some)})"
    values = {
        "begins": " | ".join(_query(word) for word in words),
        "whole": " | ".join(f"'{token[:LONGEST_TOKEN]}'" for word in words for token in word),
    }
    for number, word in enumerate(words):
        values |= {f"{parts}{number}": _query(word, parts) for parts in ("A", "AB", "ABC")}
        values[f"text{number}"] = f"% {' '.join(word)}%"
    most = {"limit": limit, "ranked": max(limit, RANKED) if limit else None}
    found = text(_POSTGRESQL.format(named=" AND ".join(named), holding=holding))
    total = text(f"SELECT count(*) FROM search_text WHERE {holding}")  # noqa: S608 (ours alone)
    ids = session.scalars(found, {**values, **most, "nouns": ROOM})
    return list(ids), session.scalar(total, values) or 0


def _holds(number: int, word: Word, parts: str) -> str:
    """Return the condition that one of some parts of a record holds the word of that number.

    Where it is of several tokens, the text is asked whether they follow on each other: a tsvector
    counts neither far nor often enough to know. Tokens hold no sign that LIKE takes for another.
    """
    tokens = f"search_index @@ CAST(:{parts}{number} AS tsquery)"
    if len(word) == 1:
        return tokens
    texts = " OR ".join(f"' ' || {_PARTS[part]} LIKE :text{number}" for part in parts)
    return f"({tokens} AND ({texts}))"


def _query(word: Word, parts: str = "") -> str:
    """Return the tsquery for all tokens of a word in some parts of a record, or in any."""
    begins = "" if _is_sign(word) else "*"
    marks = [*(parts for _ in word[1:]), begins + parts]
    tokens = (f"'{token[:LONGEST_TOKEN]}'" for token in word)
    every = zip(tokens, marks, strict=True)
    return " & ".join(f"{token}:{mark}" if mark else token for token, mark in every)


def _is_sign(word: Word) -> bool:
    """Tell whether a word is of one sign, which is no beginning of others."""
    return len("".join(word)) == 1


_BY_DIALECT: dict[str, Callable[[Session, Sequence[Word], int | None], tuple[list[int], int]]] = {
    "sqlite": _sqlite,
    "postgresql": _postgresql,
}
