"""Contacts as vCards, for an address book."""

from uuid import UUID, uuid5

_NAMESPACE = UUID("8f0c35c6-3f3b-4d0e-9b4c-5d1c7c1f4c1a")


def uid(hunt: str, contact: int) -> str:
    """Return the UID of a contact that came from no card: the same each time, in this hunt only."""
    return uuid5(_NAMESPACE, f"{hunt} contact {contact}").urn
