"""What the everyday commands ask; `sh scripts/docs` writes it as SQL to `tracker/prepared.py`."""

from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, func, or_, select

from tracker.models import (
    Application,
    Base,
    Contact,
    Criterion,
    Interview,
    LastAdvice,
    Offer,
    Setting,
)
from tracker.records import advice, applications, contacts, criteria, interviews, offers
from tracker.words import InterviewState, OfferState, Result, Stage


class Question(NamedTuple):
    """A statement, and what its rows are: records of the first model, with that of the second."""

    statement: Select[Any]
    models: tuple[type[Base], ...]


QUESTIONS = {
    "settings": Question(select(Setting), (Setting,)),
    "open_applications": Question(applications.active(), (Application,)),
    "applications_to_send": Question(
        applications.active()
        .where(Application.stage == Stage.SAVED)
        .where(Application.apply_by.between(bindparam("today"), bindparam("until")))
        .order_by(None)
        .order_by(Application.apply_by, Application.id),
        (Application,),
    ),
    "applications": Question(select(Application), (Application,)),
    "applications_of_posting": Question(
        select(Application)
        .where(Application.posting_id == bindparam("number"))
        .order_by(Application.id),
        (Application,),
    ),
    "applications_at_address": Question(
        select(Application)
        .where(
            or_(
                *(
                    func.lower(Application.posting_url).like(bindparam(part), escape="/")
                    for part in ("address", "number")
                )
            )
        )
        .order_by(Application.id),
        (Application,),
    ),
    "applications_of_company": Question(
        select(Application)
        .where(Application.company_key.like(bindparam("begins"), escape="/"))
        .order_by(Application.id),
        (Application,),
    ),
    "criteria": Question(criteria.every(), (Criterion,)),
    "coming_interviews": Question(interviews.coming(), (Interview, Application)),
    "advice_on_coming": Question(advice.of_coming(), (LastAdvice,)),
    "interviews": Question(interviews.latest(), (Interview, Application)),
    "unanswered_interviews": Question(
        interviews.selected()
        .where(Interview.state == InterviewState.DONE, Interview.result == Result.WAITING)
        .where(Application.outcome.is_(None))
        .order_by(Interview.id),
        (Interview, Application),
    ),
    "open_offers": Question(
        offers.listed().where(Offer.state == OfferState.OPEN), (Offer, Application)
    ),
    "contacts": Question(contacts.listed(), (Contact,)),
    "contacts_to_follow_up": Question(
        select(Contact)
        .where(Contact.follow_up <= bindparam("until"))
        .order_by(Contact.follow_up, Contact.id),
        (Contact,),
    ),
}
