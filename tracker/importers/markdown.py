"""A table in Markdown, such as career-ops keeps of applications."""

import re
from functools import partial
from itertools import chain, groupby, pairwise

from tracker.importers import mapper, text
from tracker.importers.cells import Linked
from tracker.importers.mapper import Record
from tracker.importers.rows import Home, ListedRow, Options, Reading
from tracker.importers.spreadsheet import lines

_RULE = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?", re.ASCII)
_DIVIDER = re.compile(r"(?<!\\)\|")
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\(([^()\s]{0,2000})[^()]{0,300}\)")
_EMPHASIS = re.compile(r"(\*\*|__|`)(.+?)\1")
_CALLED_BY_ITS_PURPOSE = {"", "link", "url", "posting", "apply", "job", "job link", "here"}


def recognises(content: bytes) -> bool:
    """Whether there is a line of bars that is ruled off by one of dashes."""
    pairs = pairwise(text.start(content).splitlines())
    return any("|" in line and _is_rule(below) for line, below in pairs)


def read(name: str, content: bytes, home: Home, options: Options) -> Reading[ListedRow]:
    """Return the applications of a page: of all tables that have the header of the first list.

    Raises TrackerError for a page without a list of applications.
    """
    tables = _tables(name, text.of(name, content))
    found = next((each for each in tables if mapper.find(partial(iter, each), options)), [])
    alike = [each for each in tables if found and each[0][1] == found[0][1]]
    records = [*found[:1], *chain.from_iterable(each[1:] for each in alike)]
    return mapper.read(name, [partial(iter, records)], home, options)


def _tables(name: str, content: str) -> list[list[Record]]:
    """Return the tables of a page: lines with bars, one below the other."""
    numbered = enumerate(lines(name, content.encode()), 1)
    runs = groupby(numbered, key=lambda pair: "|" in pair[1])
    tables = ([pair for pair in run if not _is_rule(pair[1])] for is_table, run in runs if is_table)
    return [[(number, _cells(line)) for number, line in table] for table in tables if table]


def _cells(line: str) -> list[str]:
    return [_plain(cell) for cell in _DIVIDER.split(_inner(line))]


def _is_rule(line: str) -> bool:
    return len(line) < mapper.MOST_COLUMNS and _RULE.fullmatch(line.rstrip()) is not None


def _inner(line: str) -> str:
    return line.strip().removeprefix("|").removesuffix("|")


def _plain(cell: str) -> str:
    """Return a cell without its marks; of a link that says only that it is one, the address."""
    cell = cell.replace("\\|", "|").strip()
    words = _EMPHASIS.sub(r"\2", _LINK.sub(_link, cell)).replace("<br>", "\n")
    links = [found[2] for found in _LINK.finditer(cell) if found[2] and not _says_nothing(found)]
    return Linked(words, links) if links else words


def _link(found: re.Match[str]) -> str:
    return found[2] if _says_nothing(found) else found[1]


def _says_nothing(found: re.Match[str]) -> bool:
    return found[1].strip().casefold() in _CALLED_BY_ITS_PURPOSE
