"""A posting becomes what an application is made of, under what the user says of it themselves."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tracker.dates import show_day
from tracker.importers.posting import Posting


def fields(posting: Posting, own: Mapping[str, Any], *, place: str, today: date) -> dict[str, Any]:
    """Return the fields of an application: the user's own over those of the posting.

    Postings vanish, so its text is kept with where and when it was seen. What has no field of its
    own stands in the notes, below those of the user.
    """
    made = {**posting.fields, **own}
    if "posting_text" not in own and (text := posting.fields.get("posting_text")):
        made["posting_text"] = f"Seen on {show_day(today)} at {place}:\n\n{text}"
    noted = "\n".join(filter(None, (own.get("notes"), *posting.facts)))
    return {**made, "notes": noted} if noted else made
