"""A hunt in a file of its own: the model for whoever brings their own numbers."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.waiting import waiting

if TYPE_CHECKING:
    from tracker.scoring.hunt import Hunt


def decide_file(path: Path) -> None:
    """Print the solution of the hunt in a file, both as JSON of the model.

    Where a hunt is too large to be solved, what can be said for sure is printed instead.
    """
    import json

    from tracker.scoring.graph import TooManyStatesError
    from tracker.scoring.hunt_json import hunt_from_json, solution_to_json
    from tracker.scoring.solver import solve

    hunt = hunt_from_json(_text(path))
    try:
        with waiting("Deciding the hunt"):
            found: dict[str, Any] = solution_to_json(solve(hunt))
    except TooManyStatesError:
        found = _bounds(hunt)
        click.echo(
            "This hunt has too many states to be solved exactly, so bounds are given instead; "
            "close what is over, or shorten the windows.",
            err=True,
        )
    click.echo(json.dumps(found, indent=2))


def _bounds(hunt: "Hunt") -> dict[str, Any]:
    from tracker.scoring.bounds import upper_bound
    from tracker.scoring.reservation import standalone_reservation

    return {
        "value": None,
        "value_at_least": max([hunt.fallback, *(offer.worth for offer in hunt.offers)]),
        "value_at_most": upper_bound(hunt),
        "processes": [
            {
                "id": each.id,
                "standalone_reservation": standalone_reservation(
                    each, hunt.hour_value, hunt.risk_tolerance
                ),
            }
            for each in hunt.processes
        ],
    }


def _text(path: Path) -> str:
    from tracker.errors import TrackerError

    try:
        content = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        named = "Standard input" if str(path) == "-" else path
        msg = f"{named} is not UTF-8 text; save the hunt as UTF-8."
        raise TrackerError(msg) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        msg = f"{path} cannot be read ({reason}); name another file."
        raise TrackerError(msg) from error
