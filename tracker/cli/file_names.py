"""Names of files as they are typed: none is blank, and “-” is not taken for one."""

from pathlib import Path

import click

from tracker.errors import TrackerError


class FileName(click.Path):
    """The name of a file; `dash` is what to do instead of naming a stream by “-”."""

    def __init__(self, dash: str) -> None:
        super().__init__(path_type=Path)
        self._dash = dash

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Path:
        """Return the path; raises TrackerError for what names no file."""
        if value == "":
            msg = "A file was named by nothing at all; say which one you mean."
            raise TrackerError(msg)
        if value == "-":
            msg = f"“-” names no file here; {self._dash}."
            raise TrackerError(msg)
        return Path(str(super().convert(value, param, ctx)))  # type: ignore[arg-type]
