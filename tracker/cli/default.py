"""A command that holds others, and does its own work wherever none of them is named."""

from typing import Any

import click


class DefaultGroup(click.Group):
    """Both `tracker worth` and `tracker worth review`: a command with others below it.

    Only a first word that names one of those below leads there. All else is the command's own,
    to the letter as it would be without them; its help lists them.
    """

    def __init__(self, name: str | None = None, **attributes: Any) -> None:  # noqa: ANN401 (click's)
        super().__init__(name, **{**attributes, "callback": None})
        self.own = _Own(name, **attributes)
        self.own.group = self

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,  # noqa: ANN401 (click's)
    ) -> click.Context:
        """Parse for the command named first; for none, where a shell asks what could come."""
        is_asking = not args and extra.get("resilient_parsing", False)
        if is_asking or (args and args[0] in self.commands):
            return super().make_context(info_name, args, parent, **extra)
        return self.own.make_context(info_name, args, parent, **extra)

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Leave the arguments to the command itself: here the name of another may stand."""
        return [one for one in super().get_params(ctx) if not isinstance(one, click.Argument)]

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return self.own.collect_usage_pieces(ctx)


class _Own(click.Command):
    """What a group does by itself; its help is that of the whole."""

    group: DefaultGroup

    def get_help(self, ctx: click.Context) -> str:
        return self.group.get_help(ctx)
