"""A copy of a hunt beside records that are there: what is new comes in, what is known stays.

A row of the copy is one of the records where both histories tell of the same command that made
it, or that both once said the very same, as what goes from one machine to the other does. What was
changed of such a record there alone is as in the copy, but for its stage, and all else is left as
it is; one that was removed here since stays removed. Any other row is known by what it says, as by
its moment and round, be it here or removed; what is not known is added with an id of its own. What
either machine joined counts as one when it is looked for.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from tracker.batches import batches
from tracker.folding import fold_text
from tracker.importers.rows import HuntRow
from tracker.models import Application, Base, Contact, Interaction, Interview, Offer
from tracker.models.portable import HISTORY, folds, tables
from tracker.records.history import insert_rows
from tracker.records.notes import Note, counted, listed
from tracker.transfer import former, known_applications, removed
from tracker.transfer.further import Further
from tracker.transfer.known_applications import Index, Known, kept_apart
from tracker.transfer.links import Links
from tracker.transfer.otherwise import NAMED, differing, titled
from tracker.transfer.pasts import TOGETHER, Pasts, stated
from tracker.transfer.tally import Tally
from tracker.transfer.twins import Key, Row, common, is_same, key_of, matched
from tracker.words import Stage

NOUNS = {
    "application": "application",
    "contact": "contact",
    "interview": "interview",
    "offer": "offer",
    "interaction": "exchange",
    "criterion": "criterion",
    "currency_rate": "rate",
    "setting": "setting",
    "saved": "saved name",
}
"""What a summary counts, by table; all else is part of one of these."""

_OWNERS = {
    "stage_change": "application",
    "tag": "application",
    "rating": "application",
    "attendance": "interview",
}
_FILLED: Mapping[str, type[Application | Contact]] = {
    "application": Application,
    "contact": Contact,
}
_FOLLOWING = {**_FILLED, "interview": Interview, "offer": Offer, "interaction": Interaction}
_STANDING = {"interview": ("state", "result"), "offer": ("state",)}
"""What goes along with the stage of an application, which an import does not move."""
MOST_NAMED = 20

_Pair: TypeAlias = tuple[Row, Row]
"""A row as it is in the copy, and with the links it has here."""


class Joining:
    """One copy on its way into the records."""

    def __init__(self, session: Session, hunt: HuntRow) -> None:
        self._session = session
        self._hunt = hunt
        self._is_same = is_same(session, hunt)
        shared = common(session, hunt) if self._is_same else ()
        self._same = {(name, key): key for name, key in shared}
        self._links = Links(session)
        self._new: dict[str, set[int]] = defaultdict(set)
        self._updated: dict[str, set[Key]] = defaultdict(set)
        self._known: Counter[str] = Counter()
        self._added: Counter[str] = Counter()
        self._differing: list[str] = []
        self._pasts = Pasts(session, hunt)
        self._gone: Counter[str] = Counter()
        self._astray: Counter[str] = Counter()
        self._otherwise: dict[str, list[str]] = defaultdict(list)
        self._further: list[Further] = []
        self._waiting: set[tuple[str, Any]] = set()
        self._to_join: list[Note] = []

    def tallies(self) -> list[Tally]:
        """Write what is new, and return what was done by noun."""
        for table in tables():
            if table.name not in HISTORY:
                self._join(table)
        found = [
            Tally(
                noun=noun,
                added=self._added[name],
                updated=len(self._updated[name]),
                unchanged=self._known[name] - len(self._updated[name]),
            )
            for name, noun in NOUNS.items()
            if self._hunt.tables[name]
        ]
        if not found:
            return found
        remarks = list(self._remarks())
        hints = [*self._to_join, *kept_apart(list(self._alike()))]
        return [
            replace(found[0], remarks=remarks, hints=hints, further=self._further),
            *found[1:],
        ]

    def _alike(self) -> Iterator[tuple[Known, Known]]:
        """Yield the new applications that one which was here may be, each with that one."""
        added = self._new["application"]
        every = list(known_applications.recorded(self._session)) if added else []
        index = Index((one for one in every if one.id not in added), ())
        for new in (one for one in every if one.id in added):
            if other := index.alike(new):
                yield new, other

    def _join(self, table: Table) -> None:
        here = {
            key_of(table, row): dict(row) for row in self._session.execute(select(table)).mappings()
        }
        model = _FILLED.get(table.name)
        joined = self._pasts.joined_there(model) if model and self._is_same else {}
        self._recognise(table, joined, here)
        self._wait(table, joined, here)
        claimed: set[Key] = set()
        rest: dict[Key, _Pair] = {}
        for row in self._hunt.tables[table.name]:
            linked, key = self._links.linked(table, row), self._same_as(table, row)
            if linked is None:
                (self._astray if key is None else self._gone)[table.name] += 1
            elif key is None:
                rest.setdefault(key_of(table, linked), (row, linked))
            elif key in here:
                claimed.add(key)
                self._go_on(table, row, here[key])
                self._keep(table, row, here[key])
            else:
                last = self._pasts.last(table, key, linked)
                self._follow(table, row, last, self._links.heir(table, last, here))
        free = {key: row for key, row in here.items() if key not in claimed}
        # What belongs to two that were joined here may be there once by now.
        new = [pair for key, pair in rest.items() if "id" in table.columns or key not in claimed]
        self._bring(table, self._unless_gone(table, self._unless_known(table, new, free), here))
        self._point_out(table, joined, here)

    def _same_as(self, table: Table, row: Row) -> Key | None:
        """Return the key here, as both histories tell, of a row of the copy."""
        return self._same.get((table.name, key_of(table, row)))

    def _recognise(self, table: Table, joined: Mapping[int, int], here: Mapping[Key, Row]) -> None:
        """Find out which records those are that came from one machine to the other before."""
        if not self._is_same or "id" not in table.columns:
            return
        rows = [*self._hunt.tables[table.name], *({"id": gone} for gone in joined)]
        new = [row for row in rows if self._same_as(table, row) is None]
        known = {key for (name, _), key in self._same.items() if name == table.name}
        free = {*here, *(removed.rows(self._session, table) if new else ())} - known
        met = self._pasts.met(table, new, sorted(free), self._links)
        self._same.update({(table.name, there): key for there, key in met.items()})

    def _wait(self, table: Table, joined: Mapping[int, int], here: Mapping[Key, Row]) -> None:
        """Note the records that were joined in the copy and still are two here.

        Until the user joins them here too, what became of them there is of no use.
        """
        for pair in joined.items():
            keys = [self._same.get((table.name, (number,))) for number in pair]
            for number, key in zip(pair, keys, strict=True):
                if key is not None:
                    self._links.learn(table.name, number, key[0])
            gone, kept = keys
            if gone is not None and kept is not None:
                self._links.unite(table.name, gone[0], kept[0])
                if gone in here and kept in here:
                    self._waiting.add((table.name, kept[0]))

    def _point_out(self, table: Table, joined: Mapping[int, int], here: Mapping[Key, Row]) -> None:
        """Say which records were joined in the copy and still are two here."""
        present = {*here, *((number,) for number in self._new[table.name])}
        for pair in joined.items():
            gone, kept = (self._links.number(table.name, number) for number in pair)
            if gone == kept or (gone,) not in here or (kept,) not in present:
                continue
            title = titled(self._session, table, here[gone,])
            said = (
                f"{title[0].upper()}{title[1:]}, was joined to {table.name} {kept} there, which "
                "stays as it is here until the two are one"
            )
            todo = f"to join them here: tracker {table.name} merge {kept} {gone}"
            self._to_join.append(Note(said, warning=True, todo=todo, asks=True))

    def _waits(self, table: Table, row: Row) -> bool:
        """Whether a record is to be joined here first, or part of one that is."""
        if "id" in table.columns:
            return (table.name, row["id"]) in self._waiting
        return any(
            (link.column.table.name, row[column.name]) in self._waiting
            for column in table.columns
            for link in column.foreign_keys
        )

    def _unless_known(
        self, table: Table, rest: list[_Pair], free: Mapping[Key, Row]
    ) -> list[_Pair]:
        """Return those of the rows that are not known by what they say, or an application said."""
        left, free = rest, dict(free)
        for records in (known_applications.recorded, former.changed):
            found = self._matched(table, left, free, records(self._session))
            for (row, linked), twin in found:
                if twin is not None:
                    del free[key_of(table, twin)]
                    self._fill(table, linked, twin)
                    self._keep(table, row, twin)
            left = [pair for pair, twin in found if twin is None]
            if table.name != "application":
                break
        return left

    def _unless_gone(self, table: Table, rest: list[_Pair], here: dict[Key, Row]) -> list[_Pair]:
        """Return those of the rows that are not known as something that was removed here."""
        gone = removed.rows(self._session, table) if rest else {}
        past = {key: row for key, row in gone.items() if key not in here}
        found = self._matched(table, rest, past, former.removed(self._session))
        for (row, _), twin in found:
            if twin is not None:
                self._follow(table, row, twin, self._links.heir(table, twin, here))
        return [pair for pair, twin in found if twin is None]

    def _matched(
        self, table: Table, rest: list[_Pair], among: Mapping[Key, Row], records: Iterable[Known]
    ) -> list[tuple[_Pair, Row | None]]:
        """Return each of the rows with the record, of those `among`, that it is."""
        if not among:
            return [(pair, None) for pair in rest]
        rows = [self._links.united(table, linked) for _, linked in rest]
        united = {key: self._links.united(table, row) for key, row in among.items()}
        twins = matched(records, self._hunt, table, rows, united)
        return [(pair, among[key] if key else None) for pair, key in zip(rest, twins, strict=True)]

    def _follow(self, table: Table, row: Row, last: Row, heir: Row | None) -> None:
        """Let what belongs to a record that was joined to another here belong to that one.

        `last` is that record as it was here last.
        """
        if heir is None:
            self._gone[table.name] += 1
            return
        self._known[table.name] += 1
        self._links.learn(table.name, row["id"], heir["id"])
        self._compare(table, row, last, "Joined to another here")
        self._compare_stage(table, row, heir)

    def _bring(self, table: Table, new: list[_Pair]) -> None:
        for some in batches([pair for pair in new if self._fits(table, pair[1])]):
            self._add(table, some)

    def _fits(self, table: Table, row: Row) -> bool:
        """Whether a new row leaves what is known as it is: later stages would not, nor advice."""
        if "id" not in row and self._waits(table, row):
            return False
        if table.name == "advice":
            return row["interview_id"] in self._new["interview"]
        number = row.get("application_id")
        if table.name != "stage_change" or number in self._new["application"]:
            return True
        application = self._session.get_one(Application, number)
        return bool(row["on"] < application.moved_on)

    def _add(self, table: Table, some: Sequence[_Pair]) -> None:
        has_id = "id" in table.columns
        rows = [{**linked, "id": None} if has_id else linked for _, linked in some]
        insert_rows(self._session, table, rows)
        self._added[table.name] += len(rows)
        for (row, _), added in zip(some, rows, strict=True):
            if has_id:
                self._links.learn(table.name, row["id"], added["id"])
                self._new[table.name].add(added["id"])
            owner = _OWNERS.get(table.name)
            if owner and added[f"{owner}_id"] not in self._new[owner]:
                self._updated[owner].add((added[f"{owner}_id"],))

    def _keep(self, table: Table, row: Row, here: Row) -> None:
        """Leave a record as it is, and remember where the copy says otherwise."""
        self._known[table.name] += 1
        if "id" in here:
            self._links.learn(table.name, row["id"], here["id"])
        if self._waits(table, here):
            return
        said = [name for name in stated(table) if row[name] is not None]
        if table.name in NAMED:
            self._compare(table, row, here, "Left as here")
        elif any(row[name] != here[name] for name in said):
            self._otherwise[table.name].append(str(row.get("name") or row.get("currency")))
        self._compare_stage(table, row, here)

    def _go_on(self, table: Table, row: Row, here: Row) -> None:
        """Let a record be as in the copy in what was changed there alone."""
        model = _FOLLOWING.get(table.name)
        stays = any(row[name] != here[name] for name in _STANDING.get(table.name, ()))
        if model is None or stays or self._waits(table, here):
            return
        if news := self._pasts.news(table, row, here):
            self._set(table, model, here, {name: row[name] for name in news})

    def _compare(self, table: Table, row: Row, here: Row, how: str) -> None:
        """Remember what a copy says otherwise that was never so here."""
        if self._same_as(table, row) is not None:
            columns = self._pasts.contradicting(table, row, here)
        else:
            # A blank of another hunt says nothing; one of the same hunt may have been made.
            columns = [name for name in stated(table) if row[name] is not None]
        if said := differing(columns, row, here):
            title = titled(self._session, table, here)
            self._differing.append(f"{how}: {title}: {'; '.join(said)}.")

    def _compare_stage(self, table: Table, row: Row, here: Row) -> None:
        if table.name == "application" and _is_further(row, here):
            title = ", ".join(filter(None, (row["company"], row["role"])))
            on = max(row["moved_on"], here["moved_on"])
            further = Further(here["id"], title, row["stage"], row["outcome"], on)
            self._further.append(further)

    def _fill(self, table: Table, row: Row, here: Row) -> None:
        """Fill in what a record of another hunt does not say and the copy does."""
        model = _FILLED.get(table.name)
        lacking = dict(_lacking(table, row, here)) if model else {}
        if model is None or not lacking:
            return
        self._set(table, model, here, lacking)

    def _set(self, table: Table, model: type[Base], here: Row, values: Row) -> None:
        here.update(values)
        record = self._session.get_one(model, here["id"])
        for name, value in values.items():
            setattr(record, name, value)
        for name, parts in folds(table).items():
            setattr(record, name, fold_text(*(here[part] for part in parts)))
        self._session.flush()
        self._updated[table.name].add((here["id"],))

    def _remarks(self) -> Iterator[str]:
        for name in ("setting", "currency_rate"):
            if said := self._otherwise.pop(name, []):
                yield f"Set otherwise here, and left so: {listed(sorted(said))}."
        if others := _counts({name: len(said) for name, said in self._otherwise.items()}):
            yield f"Otherwise in the file than here, and left as here: {listed(others)}."
        yield from self._differing[:MOST_NAMED]
        if (more := len(self._differing) - MOST_NAMED) > 0:
            yield f"The file has {counted(more, 'record')} more otherwise than here, left as here."
        if gone := _counts(self._gone):
            yield f"Removed here, and not brought back: {listed(gone)}."
        if astray := _counts(self._astray):
            yield f"Left out, as belonging to what was removed here: {listed(astray)}."


def _counts(numbers: "Counter[str] | dict[str, int]") -> list[str]:
    return [counted(numbers[name], NOUNS[name]) for name in NOUNS if numbers.get(name)]


def _is_further(row: Row, here: Row) -> bool:
    ahead = Stage(row["stage"]).rank > Stage(here["stage"]).rank
    return here["outcome"] is None and (row["outcome"] is not None or ahead)


def _lacking(table: Table, row: Row, here: Row) -> Iterator[tuple[str, Any]]:
    """Yield what is blank here; columns that say one thing, where none of them says anything."""
    together = {name for names in TOGETHER for name in names}
    fixed = {"id", "stage", "outcome", "moved_on", *folds(table)}
    alone = [(name,) for name in row if name not in together | fixed]
    for names in (*alone, *TOGETHER):
        known = [name for name in names if here.get(name) is not None]
        if not known:
            yield from ((name, row[name]) for name in names if row.get(name) is not None)
