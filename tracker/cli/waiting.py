"""A sign of life on the terminal when something takes long."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE = 1.0
"""Seconds after which somebody who waits is shown that work goes on."""


@contextmanager
def waiting(text: str) -> Iterator[None]:
    """Show a moving bar beside a text if this takes longer than a second, on a terminal."""
    if not sys.stderr.isatty():
        yield
        return
    finished = threading.Event()
    sign = threading.Thread(target=_show, args=(text, finished), daemon=True)
    sign.start()
    try:
        yield
    finally:
        finished.set()
        sign.join()


def _show(text: str, finished: threading.Event) -> None:
    if finished.wait(PATIENCE):
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        progress.add_task(text, total=None)
        finished.wait()
