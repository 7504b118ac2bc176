"""What records are found by when the user looks for words."""

import re
import unicodedata
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

APART = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
TOKEN = re.compile(rf"[{APART}]|[^\W_{APART}]+[+#]*")
TOGETHER = 500

INDEX = """
CREATE VIRTUAL TABLE search_index USING fts5 (
    title, body, context, content='search_text', content_rowid='id',
    tokenize="unicode61 remove_diacritics 0 tokenchars '+#'"
)
"""
"""It reads search_text, whose words stand apart already; + and # belong to C++ and C#."""

ADD = """
INSERT INTO search_index (rowid, title, body, context)
VALUES (new.id, new.title, new.body, new.context);
"""
REMOVE = """
INSERT INTO search_index (search_index, rowid, title, body, context)
VALUES ('delete', old.id, old.title, old.body, old.context);
"""
POSTGRESQL = """
CREATE FUNCTION search_words(said text, weight text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(string_agg(
        quote_literal(left(word, 500)) || ':' || least(place, 16383) || weight, ' '
    ), '')::tsvector
    FROM unnest(string_to_array(left(said, 200000), ' ')) WITH ORDINALITY AS each (word, place)
    WHERE word <> ''
$$;
ALTER TABLE search_text ADD COLUMN search_index tsvector GENERATED ALWAYS AS (
    search_words(title, 'A') || search_words(body, 'B') || search_words(context, 'C')
) STORED;
CREATE INDEX search_index ON search_text USING gin (search_index)
"""
"""Words stand apart already, and PostgreSQL's own parser would take C++ apart.

No tsvector holds more than a mebibyte or a word of more than 2 KiB, so what is longer is cut.
"""

TRIGGERS = {"INSERT": ADD, "DELETE": REMOVE, "UPDATE": f"{REMOVE}{ADD}"}

APPLICATIONS = """
SELECT application.id, company || ' ' || coalesce(role, ''),
    coalesce(notes, ''), coalesce(location, ''), coalesce(posting_url, ''),
    coalesce(posting_id, ''), coalesce(documents, ''), coalesce(other_role, ''),
    coalesce(posting_text, '')
FROM application ORDER BY id
"""
TAGS = "SELECT application_id, name FROM tag ORDER BY application_id, name"
REASONS = "SELECT application_id, reason FROM stage_change ORDER BY id"
CONTACTS = """
SELECT id, name || ' ' || coalesce(company, ''), coalesce(notes, ''), coalesce(role, ''),
    coalesce(email, ''), phone, coalesce(url, ''), coalesce(met, '')
FROM contact ORDER BY id
"""
INTERVIEWS = """
SELECT i.id, coalesce(i.place, '') || ' ' || coalesce(i.notes, ''),
    a.company || ' ' || coalesce(a.role, '')
FROM interview i JOIN application a ON a.id = i.application_id ORDER BY i.id
"""
OFFERS = """
SELECT o.id, coalesce(o.notes, ''), a.company || ' ' || coalesce(a.role, '')
FROM offer o JOIN application a ON a.id = o.application_id ORDER BY o.id
"""
INTERACTIONS = """
SELECT i.id, coalesce(i.notes, ''),
    c.name || ' ' || coalesce(c.company, '') || ' ' || coalesce(a.company, '')
    || ' ' || coalesce(a.role, '')
FROM interaction i JOIN contact c ON c.id = i.contact_id
LEFT JOIN application a ON a.id = i.application_id ORDER BY i.id
"""


PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h"}
)


KEYS = (
    ("application", "company_key", "coalesce(company, '')"),
    ("application", "search_key", "company || ' ' || coalesce(role, '')"),
    ("contact", "search_key", "name || ' ' || coalesce(company, '') || ' ' || coalesce(email, '')"),
    ("criterion", "name_key", "name"),
)
"""What records are found by, and what it is made of."""


def upgrade() -> None:
    fold_anew(op.get_bind())
    kept = op.create_table(
        "search_text",
        sa.Column("id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("body", TEXT, nullable=False),
        sa.Column("context", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_text")),
    )
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        op.execute(INDEX)
        for when, what in TRIGGERS.items():
            name = f"search_text_{when.lower()}"
            op.execute(f"CREATE TRIGGER {name} AFTER {when} ON search_text BEGIN {what} END")
    else:
        connection.exec_driver_sql(POSTGRESQL)
    rows = found(connection)
    while some := [row for _, row in zip(range(TOGETHER), rows, strict=False)]:
        connection.execute(sa.insert(kept), some)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_index")
    op.drop_table("search_text")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION search_words")


def fold_anew(connection: sa.Connection) -> None:
    """Fold letters such as ø and ł, which were left as they are when the records were written."""
    for table, key, made_of in KEYS:
        columns = f"SELECT id, {key}, {made_of} FROM {table}"  # noqa: S608 (names from above)
        rows = connection.execute(sa.text(columns)).all()
        unique = {before for _, before, _ in rows} if table == "criterion" else set()
        change = sa.text(f"UPDATE {table} SET {key} = :after WHERE id = :id")  # noqa: S608
        for number, before, text in rows:
            after = " ".join(plain(text).replace(",", " ").split())
            if after != before and after not in unique:
                connection.execute(change, {"id": number, "after": after})
                unique.update([after] if unique else [])


def found(connection: sa.Connection) -> Iterator[dict[str, object]]:
    """Yield a row for each record that has words of its own."""
    more: dict[int, list[str]] = {}
    for statement in (TAGS, REASONS):
        for number, text in connection.execute(sa.text(statement)):
            more.setdefault(number, []).append(text or "")
    for number, title, *texts in connection.execute(sa.text(APPLICATIONS)):
        yield row(number * 8, title, " ".join([*texts, *more.get(number, ())]))
    for place, statement in ((1, INTERVIEWS), (2, OFFERS), (4, INTERACTIONS)):
        for number, body, context in connection.execute(sa.text(statement)):
            if words(body):
                yield row(number * 8 + place, "", body, context)
    for number, title, *texts in connection.execute(sa.text(CONTACTS)):
        phone = texts[3] or ""
        digits = "".join(sign for sign in phone if sign.isdecimal()).lstrip("0")
        texts[3] = f"{phone} {digits[::-1]}"
        yield row(number * 8 + 3, title, " ".join(texts))


def row(number: int, title: str, body: str, context: str = "") -> dict[str, object]:
    texts = {"title": title, "body": body, "context": context}
    return {"id": number, **{name: words(text) for name, text in texts.items()}}


def words(text: str) -> str:
    """Return the words of a text without case and accents, apart by single spaces."""
    return " ".join(TOKEN.findall(plain(text)))


def plain(text: str) -> str:
    kept = unicodedata.normalize("NFKD", text.casefold().translate(PLAIN))
    return "".join(sign for sign in kept if unicodedata.category(sign) not in {"Mn", "Cf"})
