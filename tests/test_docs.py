"""The documents: what they quote is what the program says, what they link to is there."""

import re
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

import click
import pytest

from scripts.reference import commands
from tests.conftest import NOW, CommandLine
from tracker import words
from tracker.cli.default import DefaultGroup
from tracker.records import advice
from tracker.records.advice import Advice
from tracker.scoring.case import Reason
from tracker.settings import SPECS

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
VOCABULARIES: list[type[StrEnum]] = [
    Reason,
    *(one for one in vars(words).values() if getattr(one, "__module__", "") == words.__name__),
]
LINK = re.compile(r"\[[^]]+\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def prose(page: Path) -> str:
    """Return a page without its blocks of commands and output."""
    return FENCE.sub("", page.read_text(encoding="utf-8"))


def anchors(page: Path) -> set[str]:
    """Return what a link to a heading of the page may say."""
    headings = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_page_quotes_what_the_program_says_now() -> None:
    checked = subprocess.run(
        [sys.executable, "scripts/reference.py", "--check"],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_no_help_is_cut_in_the_list_of_any_group() -> None:
    groups = [context for _, context in commands() if isinstance(context.command, click.Group)]
    assert len(groups) > 5
    for context in groups:
        context.terminal_width = 80
        shown = context.command.get_help(context).splitlines()
        assert [line for line in shown[1:] if line.endswith("...")] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in LINK.findall(prose(page)):
        if "://" in link:
            continue
        path, _, heading = link.partition("#")
        target = page.parent / path if path else page
        assert target.is_file(), link
        assert not heading or heading in anchors(target), link


def test_the_readme_leads_to_every_page() -> None:
    linked = {(ROOT / link).resolve() for link in LINK.findall(prose(PAGES[0])) if "#" not in link}
    assert [page.name for page in PAGES[1:] if page not in linked] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_page_knows_the_machine_it_was_written_on(page: Path) -> None:
    assert re.findall(r"(?<![\w.~])/(?:home|root|tmp|work|Users|var)/\S*", page.read_text()) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_option_that_a_page_names_exists(page: Path) -> None:
    known = {
        option
        for _, context in commands()
        for parameter in context.command.params
        for option in [*parameter.opts, *parameter.secondary_opts]
    }
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", prose(page)))
    assert named - known - {"--help"} == set()


def test_every_word_of_a_vocabulary_is_in_the_glossary() -> None:
    shown = prose(ROOT / "docs" / "glossary.md")
    said = {word.value for vocabulary in VOCABULARIES for word in vocabulary}
    assert len(said) > 50
    assert sorted(word for word in said | set(SPECS) if f"`{word}`" not in shown) == []


def test_every_noun_of_the_command_line_is_in_the_glossary() -> None:
    nouns = [
        context.info_name
        for _, context in commands()
        if isinstance(context.command, click.Group)
        and not isinstance(context.command, DefaultGroup)
        and context.parent
    ]
    shown = prose(ROOT / "docs" / "glossary.md")
    assert len(nouns) == 12
    assert [noun for noun in nouns if f"- **{noun}**: " not in shown] == []


Shapes = dict[str, dict[str, str]]
TYPES: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("text", "word", "day", "instant"), str),
    "number": (int, float),
    "yes or no": bool,
}


@pytest.fixture(scope="module")
def shapes() -> Shapes:
    """What docs/json.md says: by heading, the type of each key; commands are headings too."""
    found: Shapes = {}
    for section in prose(ROOT / "docs" / "json.md").split("\n## ")[1:]:
        title = section.splitlines()[0]
        more = re.search(r"^All of the \[([^]]+)\]", section, re.MULTILINE)
        keys = dict(re.findall(r"^\| `(\w+)` \| (.+?) \| .+ \|$", section, re.MULTILINE))
        found[title] = {"as": more[1], **keys} if more else keys
    for title, keys in found.items():
        found[title] = {**found.get(keys.pop("as", ""), {}), **keys}
    return found


class Checker:
    """Compares what was printed with the page, and remembers which shapes it has seen."""

    def __init__(self, shapes: Shapes) -> None:
        self.shapes = shapes
        self.seen: set[str] = set()

    def shape(self, value: Any, name: str, where: str) -> None:  # noqa: ANN401 (JSON)
        self.seen.add(name)
        assert sorted(value) == sorted(self.shapes[name]), where
        for key, kind in self.shapes[name].items():
            self.check(value[key], kind, f"{where}.{key}")

    def check(self, value: Any, stated: str, where: str) -> None:  # noqa: ANN401 (JSON)
        kind = re.sub(r",? or null$", "", stated)
        if value is None:
            assert kind != stated, where
        elif kind.startswith("list of "):
            for one in value:
                self.check(one, kind.removeprefix("list of "), where)
        elif kind.endswith(" by setting"):
            for name, one in value.items():
                self.check(one, kind.removesuffix(" by setting"), f"{where}.{name}")
        elif (link := re.match(r"\[([^]]+)\]", kind)) or kind == "moment":
            self.shape(value, link[1] if link else "moment", where)
        elif value != "none" or '"none"' not in kind:
            assert isinstance(value, TYPES[kind.split(",")[0]]), where
            assert isinstance(value, bool) == (kind == "yes or no"), where


def saved_mapping(run: CommandLine, folder: Path) -> None:
    """Save a mapping that says all that one can, by importing a file of no rows."""
    sheet = folder / "jobs.csv"
    sheet.write_text("Firm,Status\n")
    said = ["--map", "Firm=company", "--stage", "Nope=rejected", "--day-first"]
    run("import", str(sheet), *said, "--save-mapping", "mine")


def logged(run: CommandLine, folder: Path) -> None:
    """Fill a hunt with one of everything that the JSON can tell."""
    run("add", "Acme", "Analyst", "100k-120k", "--tier", "A", "--other-role", "yes", "--tag", "new")
    run("interview", "add", "1", "fri 3pm", "--with", "Mia Chen, recruiter", "--cost", "20")
    run("interview", "add", "1", "yesterday 3pm", "--round", "other")
    run("interview", "done", "2", "--met", "Mia Chen", "--felt", "4")
    run("profile", "set", "present-pay", "95k")
    run("add", "Initech", "Clerk")
    run("offer", "add", "Initech", "95k", "--until", "tomorrow", "--bonus", "5k")
    run("add", "Hooli", "Analyst", "300k", "--source", "referral")
    run("add", "Umbrella", "Analyst", "150k")
    run("interview", "add", "Umbrella", "fri 3:30pm")
    run("contact", "log", "Mia", "called", "--application", "1", "--follow-up", "tomorrow")
    run("add", "Globex", "Clerk", "--stage", "saved", "--apply-by", "tomorrow")
    run("interview", "add", "Globex", "thu 3pm")
    run("profile", "set", "years", "3")
    run("profile", "set", "hour-value", "50")
    run("profile", "factor", "add", "commute", "--weight", "5%")
    run("profile", "factor", "add", "team", "--weight", "2%")
    run("profile", "must-have", "add", "parking")
    run("profile", "must-have", "add", "garden")
    run("application", "edit", "1", "--rate", "commute=2", "--has", "parking")
    run("profile", "rate", "set", "EUR", "1.08 USD")
    saved_mapping(run, folder)
    with run.database.writing(NOW) as session:
        given = Advice(words.Verdict.KEEP, Decimal(1000), "USD", 0.6, 0.5)
        advice.remember(session, NOW, {2: given})
    run("reject", "Globex")
    run("undo")
    run("application", "list", "--quiet", "14", "--save", "silent")


def asked(shapes: Shapes) -> Iterator[tuple[str, list[str]]]:
    """Yield the headings that are commands, each with its arguments."""
    for title in shapes:
        if title.startswith("tracker "):
            yield title, title.replace("WHICH", "1").replace("WORDS", "acme").split()[1:]


def test_the_json_of_every_command_has_the_documented_keys_and_types(
    place: Path, run: CommandLine, shapes: Shapes, tmp_path: Path
) -> None:
    logged(run, tmp_path)
    checker = Checker(shapes)
    run("backup")
    place.chmod(0o644)
    for title, arguments in asked(shapes):
        more = ["--fix"] if title == "tracker doctor" else []
        checker.shape({"version": 1, **run.json(*arguments, *more)}, title, title)
    for which in ("Initech", "Hooli"):
        shape = {"version": 1, **run.json("worth", which)}
        checker.shape(shape, "tracker worth WHICH", which)
    assert shapes.keys() - checker.seen == set()


def test_every_command_that_prints_json_is_documented(shapes: Shapes) -> None:
    printing = {
        name
        for name, context in commands()
        if any("--json" in parameter.opts for parameter in context.command.params)
    }
    assert {
        title.removesuffix(" WHICH").removesuffix(" WORDS") for title, _ in asked(shapes)
    } == printing
