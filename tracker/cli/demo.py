"""The main job on a made-up hunt."""

from pathlib import Path
from tempfile import TemporaryDirectory

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.assessing import assess
from tracker.cli.story import show
from tracker.cli.worth import rank


@click.command()
@pass_app
def demo(app: App) -> None:
    """Show the main job on a made-up hunt; your own records are not touched."""
    from tracker.demo import fill

    with TemporaryDirectory() as folder:
        place = str(Path(folder) / "hunt.db")
        empty = App(place)
        with empty.database.writing(app.now) as session:
            fill(session, empty.calendar)
        sample = App(place)
        output.line("A made-up hunt, kept in a temporary place. Your own records are not touched.")
        output.section("$ tracker worth")
        with sample.reading() as session:
            assessment = assess(sample, session)
            rank(sample, assessment)
            last = assessment.interviews[-1]
            output.section(f"$ tracker worth {last.interview.application.company.split()[0]}")
            show(sample, assessment, last)
    output.section("Your turn")
    output.line('  tracker add "Acme" "Data engineer" 120k-150k')
    output.line('  tracker interview add Acme "fri 3pm" --round onsite')
    output.line("  tracker worth")
