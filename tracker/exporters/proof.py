"""What was done when, for a job centre: a page to print, or Markdown.

Only what they may ask for: notes, pay, how keen one is and why something was declined stay out.
"""

import datetime as dt
import html
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tracker.dates import show_day
from tracker.models import Application, Interaction, Interview, StageChange
from tracker.words import Result, Round

KINDS = (
    ("Application sent", "applications sent"),
    ("Interview attended", "interviews attended"),
    ("Test taken", "tests taken"),
    ("Exchange", "exchanges"),
    ("Offer answered", "offers answered"),
)
"""In the order in which a day tells them, each as one is called and as several are."""
_SENT, _INTERVIEW, _TEST, _EXCHANGE, _ANSWER = range(len(KINDS))

TITLES = ("Day", "What", "Company", "Role", "Where", "Contact", "Result")

_CONTROL = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+"
)
_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~&!])")
_LINK = re.compile(r"https?://[^\s<>|\\]*[^\s<>|\\.,;:!?)\]]")


class _Line(NamedTuple):
    """One thing that was done."""

    day: dt.date
    kind: int
    cells: tuple[str, ...]


def markdown(deeds: Iterable[StageChange | Interview | Interaction], days: str) -> str:
    """Return a page in Markdown; `days` says from when to when."""
    lines = _lines(deeds)
    said = [f"# What I did to find work {days}", "", f"**{_count(lines)}**", ""]
    said += [f"| {' | '.join(TITLES)} |", f"|{' --- |' * len(TITLES)}"]
    for line in lines:
        cells = (show_day(line.day), *map(_escaped, line.cells))
        said.append(f"| {' | '.join(cells)} |")
    return "\n".join([*said, ""])


def page(deeds: Iterable[StageChange | Interview | Interaction], days: str) -> str:
    """Return a page in HTML that prints well and loads nothing; `days` as for `markdown`."""
    lines = _lines(deeds)
    head = "".join(f'<th scope="col">{title}</th>' for title in TITLES)
    rows = "\n".join(map(_row, lines))
    title = html.escape(f"What I did to find work {days}")
    return _PAGE.format(title=title, count=_count(lines), head=head, rows=rows)


def _row(line: _Line) -> str:
    cells = "".join(f"<td>{html.escape(cell)}</td>" for cell in line.cells)
    return f'<tr><th scope="row">{show_day(line.day)}</th>{cells}</tr>'


def _lines(deeds: Iterable[StageChange | Interview | Interaction]) -> list[_Line]:
    return sorted(map(_line, deeds), key=lambda line: (line.day, line.kind, line.cells))


def _line(deed: StageChange | Interview | Interaction) -> _Line:
    if isinstance(deed, Interview):
        return _interview(deed)
    return _change(deed) if isinstance(deed, StageChange) else _exchange(deed)


def _change(change: StageChange) -> _Line:
    one = change.application
    kind = _ANSWER if change.outcome else _SENT
    where = "" if change.outcome else _places(one.location, one.posting_url)
    result = change.outcome or one.outcome or f"open: {one.stage}"
    return _told(change.on, kind, one, (where, _people(one), result))


def _interview(interview: Interview) -> _Line:
    one = interview.application
    people = _joined(each.contact.name for each in interview.attendances)
    kind = _TEST if interview.round is Round.ASSESSMENT else _INTERVIEW
    day = interview.wall.date() if interview.wall else dt.date.max
    result = interview.result or Result.WAITING
    what = "" if kind is _TEST else f": {interview.round}"
    where = _places(interview.place)
    return _told(day, kind, one, (where, people, _RESULTS[result]), what)


_RESULTS = {
    Result.WAITING: "answer awaited",
    Result.PASSED: "passed",
    Result.FAILED: "not passed",
}


def _exchange(exchange: Interaction) -> _Line:
    how = f" ({exchange.channel})" if exchange.channel else ""
    contact, one = exchange.contact, exchange.application
    company = one.company if one else contact.company
    role = one.role if one else None
    cells = (f"{KINDS[_EXCHANGE][0]}{how}", company or "", role or "", "", contact.name, "")
    return _Line(exchange.on, _EXCHANGE, tuple(map(_clean, cells)))


def _told(
    day: dt.date, kind: int, one: Application, rest: tuple[str, str, str], more: str = ""
) -> _Line:
    cells = (f"{KINDS[kind][0]}{more}", one.company, one.role or "", *rest)
    return _Line(day, kind, tuple(map(_clean, cells)))


def _people(application: Application) -> str:
    met = [each.contact.name for one in application.interviews for each in one.attendances]
    return _joined([*met, *(one.contact.name for one in application.interactions)])


def _joined(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(names))


def _places(*places: str | None) -> str:
    return ", ".join(filter(None, places))


def _clean(text: str) -> str:
    """Return a text on one line, without what a page or its reader could stumble over."""
    return " ".join(_CONTROL.sub(" ", text).split())


def _count(lines: Sequence[_Line]) -> str:
    counts = Counter(line.kind for line in lines)
    said = (
        f"{counts[kind]:,} {one.lower() if counts[kind] == 1 else several}"
        for kind, (one, several) in enumerate(KINDS)
        if counts[kind]
    )
    return f"{', '.join(said)}."


def _escaped(text: str) -> str:
    """Return a text that Markdown shows as it is; an address stays one."""
    parts, end = [], 0
    for link in _LINK.finditer(text):
        parts += [_SIGNS.sub(r"\\\1", text[end : link.start()]), f"<{link[0]}>"]
        end = link.end()
    return "".join([*parts, _SIGNS.sub(r"\\\1", text[end:])])


_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
@page {{ size: auto; margin: 15mm 12mm; }}
:root {{ color-scheme: light; }}
body {{ background: #fff; color: #000; font: 10.5pt/1.4 sans-serif; margin: 2em auto;
  max-width: 64em; padding: 0 1em; }}
h1 {{ font-size: 1.5em; margin: 0 0 0.5em; }}
p {{ font-weight: bold; margin: 0 0 1.2em; }}
table {{ border-collapse: collapse; width: 100%; }}
thead {{ display: table-header-group; }}
tr {{ break-inside: avoid; }}
th, td {{ border: 1px solid #000; padding: 0.3em 0.5em; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }}
th {{ overflow-wrap: normal; white-space: nowrap; }}
@media print {{ body {{ font-size: 9pt; margin: 0; max-width: none; padding: 0; }} }}
</style>
</head>
<body>
<h1>{title}</h1>
<p>{count}</p>
<table>
<thead>
<tr>{head}</tr>
</thead>
<tbody>
{rows}
</tbody>
</table>
</body>
</html>
"""
