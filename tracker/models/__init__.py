"""The tables, one noun a file; the models are the records."""

from tracker.models.advice import LastAdvice
from tracker.models.application import Application, StageChange, Tag
from tracker.models.base import Base
from tracker.models.change import Change, Command
from tracker.models.contact import Contact, Interaction
from tracker.models.criterion import Criterion, Rating
from tracker.models.currency_rate import CurrencyRate
from tracker.models.hunt import HuntIdentity
from tracker.models.interview import Attendance, Interview
from tracker.models.offer import Offer
from tracker.models.profile import Setting
from tracker.models.saved import Saved
from tracker.models.search import SearchText

__all__ = [
    "Application",
    "Attendance",
    "Base",
    "Change",
    "Command",
    "Contact",
    "Criterion",
    "CurrencyRate",
    "HuntIdentity",
    "Interaction",
    "Interview",
    "LastAdvice",
    "Offer",
    "Rating",
    "Saved",
    "SearchText",
    "Setting",
    "StageChange",
    "Tag",
]
