"""Completion for the shells."""

import click

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS), metavar="SHELL")
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the completion script for SHELL: bash, zsh or fish.

    bash: eval "$(tracker completion bash)" in ~/.bashrc; zsh: the same in ~/.zshrc;
    fish: tracker completion fish > ~/.config/fish/completions/tracker.fish
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is None:
        raise AssertionError(shell)
    click.echo(kind(ctx.find_root().command, {}, "tracker", "_TRACKER_COMPLETE").source())
