"""Which hunt this is."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.models import HuntIdentity


def identity(session: Session) -> str:
    """Return what tells this hunt from every other, also in a copy or on another machine."""
    return session.scalars(select(HuntIdentity.id)).one()
