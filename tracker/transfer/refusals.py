"""Whether it was the user who refused to come to a meeting: its event says who did, not who “I” is.

The user is whom the file was sent to, or whose calendar it is. Where that is not said, the user is
the only one who was invited from outside the company; where there are several, nobody knows.
"""

from collections.abc import Iterable
from typing import NamedTuple

from tracker.importers.rows import MeetingRow, Person
from tracker.models import Application
from tracker.transfer.employers import Employers


class Refusal(NamedTuple):
    """By whom a meeting was declined, as a sentence says it, and whether that is the user."""

    by: str
    is_users: bool


def of(row: MeetingRow, application: Application, employers: Employers) -> Refusal | None:
    """Return by whom a meeting was declined; None where only by people of the company's own."""

    def outside(people: Iterable[Person | None]) -> set[str]:
        """Return the addresses of those who are not at the company."""
        known = [one for one in people if one is not None]
        return {
            one.email or one.name or "" for one in known if not employers.is_at(one, application)
        }

    coming = [row.organiser, *row.attendees]
    refusing, others = outside(row.refusing), outside(coming)
    if not refusing or (others & row.owner and not refusing & row.owner):
        return None
    by = " and ".join(sorted(refusing))
    if refusing & row.owner and not others & row.owner:
        return Refusal("you", is_users=True)
    if len(refusing) == 1 and not others and any(coming):
        return Refusal(f"{by}, which must be you, as only the company was there", is_users=True)
    return Refusal(by, is_users=False)
