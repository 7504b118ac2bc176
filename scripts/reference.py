"""Renew what the documents quote from the program; with --check only say what is out of date.

Run without arguments for every page, or with some of the names in PAGES:

- README.md, docs/tutorial.md, docs/finding.md, docs/worth.md: the commands of every ```console
  block are run in order, on a database of that page's own, in a folder of its own and at a fixed
  time, and what they print replaces what stood beneath them. `export NAME=VALUE` holds from there
  on; `<!-- file: NAME -->` writes the block that follows it to NAME.
- docs/worth.md: the table between <!-- defaults --> and <!-- /defaults --> is that of DEFAULTS.
- docs/cli.md: the whole page, from the help of every command.
- tracker/prepared.py: the whole module, from the questions of tracker/records/everyday.py.
"""

from __future__ import annotations

import difflib
import json
import os
import re
import shlex
import sys
import textwrap
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click
from click.testing import CliRunner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Column

    from tracker.models import Base
    from tracker.records.everyday import Question
    from tracker.scoring.base_rates import Default

ROOT = Path(__file__).parent.parent
WIDTH = 88
AROUND = {"TZ": "America/New_York", "LANG": "en_US.UTF-8", "NO_COLOR": "1"}
"""What is fixed for every page, besides the clock and the database."""

START = {"TRACKER_DATABASE": "hunt.db", "TRACKER_NOW": "2026-11-23T09:00"}
"""Where a page begins: an empty place, on a Monday morning; the page may export others."""

BLOCK = re.compile(
    r"(?:<!-- file: (?P<file>\S+) -->\n+)?^```(?P<kind>\w+)\n(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
PROMPT = "$ "
DEMO = "sh scripts/demo"


class Session:
    """One page's commands: its variables stay from one block to the next."""

    def __init__(self) -> None:
        self.variables = dict(START)

    def answer(self, typed: str) -> str:
        """Return what a command prints, its complaints included; a failure ends all."""
        words = shlex.split(typed)
        if words[0] == "export":
            self.variables |= dict(word.split("=", 1) for word in words[1:])
            return ""
        return self._run(_arguments(words, typed), typed)

    def _run(self, arguments: list[str], typed: str) -> str:
        from tracker.cli.main import cli  # noqa: PLC0415 (first the time zone is set)

        runner = CliRunner(env=dict[str, str | None](self.variables))
        result = runner.invoke(cli, arguments, prog_name="tracker")
        if result.exit_code:
            raise SystemExit(f"{typed!r} failed: {result.output or result.exception!r}")
        return result.output

    def block(self, body: str) -> str:
        """Return a block's commands, each with what it prints now."""
        return "".join(f"{PROMPT}{typed}\n{self.answer(typed)}" for typed in _typed(body))


def _typed(body: str) -> list[str]:
    """Return the commands of a block; the demo is alone in its own, for it prints prompts too."""
    found = [line.removeprefix(PROMPT) for line in body.splitlines() if line.startswith(PROMPT)]
    return found[:1] if found and found[0].startswith(DEMO) else found


def _arguments(words: list[str], typed: str) -> list[str]:
    if typed == DEMO:
        return ["demo"]
    if words[0] != "tracker":
        raise SystemExit(f"A console block holds tracker and export alone, not {typed!r}.")
    return words[1:]


def quoted(text: str) -> str:
    """Return a page with every console block run anew, in an empty folder."""
    session = Session()

    def renewed(found: re.Match[str]) -> str:
        if found["file"]:
            Path(found["file"]).write_text(found["body"], encoding="utf-8")
        if found["kind"] != "console":
            return found[0]
        return f"```console\n{session.block(found['body'])}```"

    with TemporaryDirectory() as folder, chdir(folder):
        return BLOCK.sub(renewed, text)


def theory(text: str) -> str:
    """Return docs/worth.md with its examples run and its table of defaults made anew."""
    from tracker.scoring.base_rates import DEFAULTS  # noqa: PLC0415 (first the time zone is set)

    head = "| setting | value | range | what it is | source | status |"
    rows = [head, "|---|---|---|---|---|---|", *map(_row, DEFAULTS.values())]
    table = "\n".join(rows)
    region = f"<!-- defaults -->\n{table}\n<!-- /defaults -->"
    filled = re.sub(
        r"<!-- defaults -->.*<!-- /defaults -->", lambda _: region, text, flags=re.DOTALL
    )
    return quoted(filled)


def _row(default: Default) -> str:
    value = f"{default.value:g}"
    if default.weight is not None:
        passed = default.value * default.weight
        value += f", Beta({passed:g}, {default.weight - passed:g})"
    reach = f"{default.low:g} to {default.high:g}"
    words = (default.meaning, default.source, default.status)
    return f"| `{default.key}` | {value} | {reach} | {' | '.join(words)} |"


def commands() -> Iterator[tuple[str, click.Context]]:
    """Yield every command by its full name, each group before what it holds."""
    from tracker.cli.main import cli  # noqa: PLC0415 (first the time zone is set)

    top = click.Context(cli, info_name="tracker", terminal_width=WIDTH, **cli.context_settings)
    yield from _walk(top)


def _walk(context: click.Context) -> Iterator[tuple[str, click.Context]]:
    yield context.command_path, context
    if isinstance(context.command, click.Group):
        for name in context.command.list_commands(context):
            command = context.command.get_command(context, name)
            if command is not None:
                yield from _walk(click.Context(command, info_name=name, parent=context))


def reference(text: str) -> str:
    """Return docs/cli.md, made from the help of every command."""
    del text
    pages = list(commands())
    helps = [f"## {name}\n\n```text\n{context.get_help()}\n```\n" for name, context in pages]
    return "\n".join(
        [
            "# Every command",
            "",
            "What `--help` says of each; made by `sh scripts/docs`, so change the command instead.",
            "",
            *_contents([name for name, _ in pages]),
            "",
            *helps,
        ]
    )


def _contents(names: list[str]) -> Iterator[str]:
    """Yield a line for each command of the first level, with links to all below it."""
    for name in names:
        below = [one for one in names if one.startswith(f"{name} ") and name != names[0]]
        if len(name.split()) <= 2:  # noqa: PLR2004 (tracker and a noun)
            verbs = ", ".join(_link(one, one.removeprefix(f"{name} ")) for one in below)
            yield f"- {_link(name, name)}" + (f": {verbs}" if verbs else "")


def _link(name: str, shown: str) -> str:
    return f"[{shown}](#{name.replace(' ', '-')})"


def prepared(text: str) -> str:
    """Return tracker/prepared.py: what the everyday commands ask, as SQL for any database."""
    from tracker.db import SCHEMA  # noqa: PLC0415 (first the time zone is set)
    from tracker.records.everyday import QUESTIONS  # noqa: PLC0415

    del text
    models = {model: None for question in QUESTIONS.values() for model in question.models}
    lines = [
        '"""What the everyday commands ask, as SQL; made by `sh scripts/docs`.',
        "",
        "The statements are those of `tracker.records.everyday`.",
        '"""',
        "",
        f'SCHEMA = "{SCHEMA}"',
        "",
        "RECORDS: dict[str, tuple[tuple[str, str], ...]] = {",
        *(line for model in models for line in _record(model)),
        "}",
        '"""By table the columns that are asked for, each with how it is read."""',
        "",
        "QUESTIONS: dict[str, tuple[str, dict[str, str], tuple[str, ...]]] = {",
        *(line for name, question in QUESTIONS.items() for line in _question(name, question)),
        "}",
        '"""By name what follows the columns, its known parameters, and the records of a row."""',
        "",
    ]
    return "\n".join(lines)


def _record(model: type[Base]) -> Iterator[str]:
    yield f'    "{model.__tablename__}": ('
    for column in _columns(model):
        yield f'        ("{column.name}", "{_kind(column)}"),'
    yield "    ),"


def _columns(model: type[Base]) -> list[Column[object]]:
    """Return the columns of a record that are loaded with it."""
    from sqlalchemy import inspect  # noqa: PLC0415

    kept = [one for one in inspect(model).column_attrs if not one.deferred]
    return [model.metadata.tables[model.__tablename__].columns[one.key] for one in kept]


def _kind(column: Column[object]) -> str:
    """Return how `tracker.looking` reads a value of this column: its vocabulary, or its type."""
    vocabulary = getattr(column.type, "enum_class", None)
    name = (vocabulary or type(column.type)).__name__
    return "" if name in {"PlainText", "BigInteger"} else name


def _question(name: str, question: Question) -> Iterator[str]:
    from sqlalchemy.dialects import sqlite  # noqa: PLC0415

    compiled = question.statement.compile(dialect=sqlite.dialect(paramstyle="named"))
    known = {name: str(value) for name, value in compiled.params.items() if value is not None}
    yield f'    "{name}": ('
    yield '        """'
    for line in ("FROM " + str(compiled).partition("\nFROM ")[2]).splitlines():
        yield from textwrap.wrap(line, 96, break_on_hyphens=False, break_long_words=False)
    yield '""",'
    yield f"        {json.dumps(known)},"
    tables = [f'"{model.__tablename__}"' for model in question.models]
    yield f"        ({', '.join(tables)}{',' if len(tables) == 1 else ''}),"
    yield "    ),"


PAGES: dict[str, Callable[[str], str]] = {
    "README.md": quoted,
    "docs/tutorial.md": quoted,
    "docs/finding.md": quoted,
    "docs/worth.md": theory,
    "docs/cli.md": reference,
    "tracker/prepared.py": prepared,
}


def renew(name: str, *, check: bool) -> bool:
    """Renew a page, or only show how it differs; return whether it was up to date."""
    path = ROOT / name
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    new = PAGES[name](old)
    if check:
        lines = difflib.unified_diff(old.splitlines(True), new.splitlines(True), name, "now")
        sys.stdout.writelines(lines)
    elif new != old:
        path.write_text(new, encoding="utf-8")
        sys.stdout.write(f"Renewed {name}\n")
    return new == old


def main() -> None:
    """Fix the surroundings, then renew or check the pages that were named, or all."""
    for name in [*os.environ]:
        if name.startswith(("TRACKER_", "LC_", "XDG_")):
            del os.environ[name]
    os.environ.update(AROUND)
    check = "--check" in sys.argv
    names = [word for word in sys.argv[1:] if word != "--check"] or list(PAGES)
    current = [renew(name, check=check) for name in names]
    if check and not all(current):
        sys.exit("Some pages are out of date; renew them with: sh scripts/docs")


if __name__ == "__main__":
    main()
