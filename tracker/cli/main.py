"""The command itself: what it offers, loaded only when asked for, and where refusals are shown."""

from importlib import import_module

import click

from tracker import __version__
from tracker.cli import output
from tracker.cli.app import App
from tracker.errors import TrackerError


class Refusal(click.ClickException):
    """A TrackerError as click shows it: one sentence on standard error, exit code 1."""

    def show(self, file: object = None) -> None:
        del file
        output.said(f"Error: {self.message}", err=True)


class LazyGroup(click.Group):
    """A group that knows its commands by name and help, and imports one when it is run."""

    def __init__(self, *args: object, lazy: dict[str, tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(self.lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in self.lazy:
            return None
        module, _, name = self.lazy[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(f"tracker.cli.{module}"), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in self.lazy.items()])

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except TrackerError as error:
            said = ctx.obj.refusal(error) if ctx.obj else str(error)
            raise Refusal(said) from error
        except click.Abort as stop:
            output.leave_prompt(stop)
            msg = "You stopped this command, so nothing was written; run it again when you like."
            raise Refusal(msg) from stop
        except KeyboardInterrupt as stop:
            click.echo(err=True)
            raise Refusal(STOPPED) from stop


STOPPED = "You stopped this command; tracker history shows whether it had done anything by then."
"""Ctrl-C may come in the very moment in which something is written for good."""

MOVING = {"offer", "interview", "application", "add", "reject", "undo"}
"""The commands after which verdicts may be others."""

COMMANDS = {
    "worth": ("worth:worth", "Say which coming interviews are worth going to, and why."),
    "agenda": ("agenda:agenda", "Show today and the coming week, and what to do first."),
    "add": ("application:add", "Log an application: the short form of application add."),
    "reject": ("application:reject", "Record their no to an application."),
    "application": ("application:application", "Applications: add, list, show, move, close …"),
    "interview": ("interview:interview", "Interviews: add, done, decline, reschedule …"),
    "offer": ("offer:offer", "Offers: add, accept, decline, extend …"),
    "contact": ("contact:contact", "People you met: add, log an exchange, list …"),
    "company": ("company:company", "Everything about one company, however it was written."),
    "profile": ("profile:profile", "What you earn, want and have time for; the defaults."),
    "search": ("search:search", "Find anything by its words: notes, postings, people …"),
    "import": ("importing:import_", "Bring in what you keep elsewhere: LinkedIn, a spreadsheet …"),
    "view": ("view:view", "Views of the list of applications, saved by name: list, remove."),
    "export": ("exporting:export", "Take your records away: nothing is ever locked in."),
    "copy": ("copying:copy", "Copy the hunt to another database, on a server or in a file."),
    "history": ("history:history", "Show what was done, the latest first."),
    "forget": ("forgetting:forget", "Forget a contact for good, out of the history too."),
    "undo": ("history:undo", "Take back the last command, again and again."),
    "backup": ("backup:backup", "Keep a copy of the whole hunt, checked; list those there are."),
    "restore": ("backup:restore", "Go back to a backup; what it replaces is kept."),
    "encrypt": ("encryption:encrypt", "Encrypt the hunt and its backups with a key of yours."),
    "decrypt": ("encryption:decrypt", "Write the hunt and its backups without a key again."),
    "doctor": ("doctor:doctor", "Look whether all is well where your hunt is kept, and mend it."),
    "demo": ("demo:demo", "Show the main job on a made-up hunt, touching nothing of yours."),
    "completion": ("completion:completion", "Print shell completion for bash, zsh or fish."),
}


def _show_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    del param
    if value:
        click.echo(f"tracker {__version__}")
        ctx.exit()


@click.group(
    cls=LazyGroup,
    lazy=COMMANDS,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--database",
    metavar="FILE",
    envvar="TRACKER_DATABASE",
    help="Where the hunt is kept; a file, or a database address. [env: TRACKER_DATABASE]",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the version and exit.",
)
@click.pass_context
def cli(ctx: click.Context, database: str | None) -> None:
    """Keep track of a job hunt, and know which interviews are worth going to.

    Everything stays on this machine. Start with: tracker add "Acme" "Data engineer" 120k-150k
    """
    if database == "":
        raise click.UsageError("--database names nothing; name a file, or leave the option out.")
    ctx.obj = App(database)
    if ctx.invoked_subcommand in MOVING:
        ctx.obj.before_writing = _note
    if ctx.invoked_subcommand is None:
        from tracker.cli.agenda import agenda

        ctx.invoke(agenda)


def _note(app: App) -> None:
    from tracker.cli import changes

    changes.note(app)


@cli.result_callback()
@click.pass_context
def _end(ctx: click.Context, /, *_results: object, **_options: object) -> None:
    """End a command that looked by naming where nothing is, one that wrote by what it changed.

    That is in the verdicts last shown.
    """
    ctx.obj.say_where_nothing_is()
    if not ctx.obj.has_written or ctx.invoked_subcommand not in MOVING:
        return
    from tracker.cli import changes

    try:
        changes.tell(ctx.obj)
    except TrackerError:
        see = "see why with: tracker doctor"
        click.echo(f"Note: that was kept, but the verdicts cannot be told; {see}", err=True)
