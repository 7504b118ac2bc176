"""The people of LinkedIn's Connections.csv, below a paragraph of notes that varies."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from tracker.errors import TrackerError
from tracker.importers import mapper, spreadsheet, text
from tracker.importers.columns import fold
from tracker.importers.days import Days
from tracker.importers.mapper import Record
from tracker.importers.rows import ConnectionRow, ContactRow, Home, Options, Reading, Unread
from tracker.words import DateOrder

_NAMES = {"firstname", "lastname", "connectedon"}

Places = Mapping[str, int]


def recognises(content: bytes) -> bool:
    """Whether its header has first and last names and when one connected."""
    start = text.start(content)
    return bool(start) and _header(_records("", start)) is not None


def read(name: str, content: bytes, home: Home, options: Options) -> Reading[ContactRow]:
    """Return the people; raises TrackerError for a file that is no list of connections."""
    records = _records(name, text.of(name, content))
    places = _header(records)
    if places is None:
        msg = f"{name} is no list of connections, as it has no column “Connected On”; name another."
        raise TrackerError(msg)
    kind = ContactRow if options.all_connections else ConnectionRow
    unread: list[Unread] = []
    found = list(_cells(name, records, places, unread))
    order = options.order or DateOrder.MONTH_FIRST
    days = Days(home.calendar, (cells["connectedon"] for _, cells in found), order=order)
    rows = []
    for line, cells in found:
        if person := " ".join(f"{cells['firstname']} {cells['lastname']}".split()):
            rows.append(_row(kind, line, person, cells, days))
        else:
            unread.append(Unread(line, "no name"))
    return Reading(rows, sorted(unread))


def _records(name: str, content: str) -> Iterator[Record]:
    return spreadsheet.tables(name, content)[0]()


def _header(records: Iterator[Record]) -> Places | None:
    """Return where each column stands; the records go on below it."""
    for _, cells in islice(records, mapper.PREAMBLE):
        places = {fold(cell): place for place, cell in reversed([*enumerate(cells or ())])}
        if places.keys() >= _NAMES:
            return places
    return None


def _cells(
    name: str, records: Iterator[Record], places: Places, unread: list[Unread]
) -> Iterator[tuple[int, dict[str, str]]]:
    for count, (line, cells) in enumerate(records, 1):
        if count > mapper.MOST_ROWS:
            msg = f"{name} has more than {mapper.MOST_ROWS:,} rows; divide it and import the parts."
            raise TrackerError(msg)
        if cells is None:
            unread.append(Unread(line, mapper.MISQUOTED))
        elif any(map(str.strip, cells)):
            yield line, _named(cells, places)


def _named(cells: Sequence[str], places: Places) -> dict[str, str]:
    """Return the cells by the names of their columns; one that a row or file lacks is blank."""
    wanted = (*_NAMES, "url", "emailaddress", "company", "position")
    found = ((name, places.get(name, len(cells))) for name in wanted)
    return {name: cells[at].strip() if at < len(cells) else "" for name, at in found}


def _row(
    kind: type[ContactRow], line: int, person: str, cells: Mapping[str, str], days: Days
) -> ContactRow:
    notes = _connected(cells["connectedon"], days)
    fields = {"role": cells["position"], "notes": notes}
    return kind(
        line=line,
        name=person,
        company=" ".join(cells["company"].split()) or None,
        emails=list(filter(None, [cells["emailaddress"]])),
        urls=list(filter(None, [cells["url"]])),
        fields={name: value for name, value in fields.items() if value},
    )


def _connected(text_: str, days: Days) -> str:
    if not text_:
        return ""
    try:
        return f"Connected at LinkedIn on {days.read(text_, past=True).isoformat()}."
    except TrackerError:
        return f"Connected at LinkedIn on {text_}."
