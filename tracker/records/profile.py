"""The settings on record: what the user said of themselves, and of the defaults."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker import settings
from tracker.models import Setting
from tracker.records.notes import tell
from tracker.scoring.base_rates import DEFAULTS
from tracker.settings import SPECS, Profile


def load(session: Session) -> Profile:
    return Profile.of(_stored(session))


def stored_settings(session: Session) -> Mapping[str, object]:
    """Return what was set, as values by name, in the order of their definition."""
    stored = _stored(session)
    names = [name for name in (*SPECS, *DEFAULTS) if name in stored]
    return {name: settings.parsed(name, stored[name]) for name in names}


def _stored(session: Session) -> dict[str, str]:
    return dict(session.execute(select(Setting.name, Setting.value)).all())


def change(session: Session, name: str, text: str, *, currency: str) -> None:
    """Set one setting from what was typed; empty text makes it unknown (or the default) again."""
    setting = session.get(Setting, name)
    if not text.strip():
        if setting is not None:
            session.delete(setting)
        tell(session, f"Cleared {name}.")
        return
    value = settings.read(name, text, currency)
    if setting is None:
        session.add(Setting(name=name, value=value))
    else:
        setting.value = value
    session.flush()
    tell(session, f"Set {name}: {settings.shown(settings.parsed(name, value))}.")
