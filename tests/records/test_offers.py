"""Offers: terms, and until when they stand."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from tracker import nouns
from tracker.dates import Calendar
from tracker.db import Database
from tracker.errors import TrackerError
from tracker.models import Application, Offer
from tracker.money import Money, Pay
from tracker.records import applications, interviews, offers
from tracker.records.notes import Note, told
from tracker.words import InterviewState, OfferState, Outcome, Period, Result, Round, Stage

MONDAY, TODAY = date(2026, 11, 16), date(2026, 11, 22)
PAY = Pay(None, Decimal(150_000), None, "USD", Period.YEAR)


def applied(session: Session, company: str = "Acme") -> Application:
    return applications.add(session, company, None, on=MONDAY)


def offered(
    application: Application,
    session: Session,
    calendar: Calendar,
    until: str | None = "fri 12:00",
    **fields: object,
) -> Offer:
    deadline = calendar.moment(until) if until else None
    return offers.add(session, application, PAY, until=deadline, calendar=calendar, fields=fields)


def test_an_offer_keeps_its_terms_and_moves_the_application(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        application = applied(session)
        bonus, signing = Money(Decimal(10_000), "USD"), Money(Decimal("2500.50"), "USD")
        offered(application, session, calendar, bonus=bonus, signing=signing)
        assert (application.stage, application.moved_on) == (Stage.OFFERED, TODAY)
        added, moved = [str(note) for note in told(session)][1:]
        assert added == (
            "Added offer 1: Acme: 150,000 USD a year, "
            "open until Fri 27 Nov 2026, 12:00 CET, in 5 days."
        )
        assert moved == "Acme moved from applied to offered."
    with database.reading() as session:
        found = offers.find_one(session, "acme")
        assert nouns.offer_pay(found) == PAY
        assert (found.bonus, found.signing) == (Decimal(10_000), Decimal("2500.5"))
        assert (found.received, found.state) == (TODAY, OfferState.OPEN)
        assert found.moment == calendar.moment("fri 12:00")


@pytest.mark.parametrize("until", ["yesterday 12:00", "2026-11-22 11:00"])
def test_an_offer_whose_deadline_has_passed_is_kept_as_expired_with_a_warning(
    database: Database, now: datetime, calendar: Calendar, until: str
) -> None:
    with database.writing(now) as session:
        offer = offered(applied(session), session, calendar, until)
        assert offer.state is OfferState.EXPIRED
        assert Note("Its deadline has passed, so it is kept as expired.", warning=True) in told(
            session
        )


def test_an_offer_opens_an_ended_application_again(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        application = applied(session)
        applications.close(session, application, Outcome.REJECTED, on=TODAY)
        offered(application, session, calendar)
        assert (application.stage, application.outcome) == (Stage.OFFERED, None)


def test_an_open_offer_lapses_at_its_deadline_without_anybody_writing_it_down(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        offer = offered(applied(session), session, calendar, "fri 12:00")
        before, at = (
            datetime(2026, 11, 27, 10, 59, tzinfo=UTC),
            datetime(2026, 11, 27, 11, tzinfo=UTC),
        )
        assert (nouns.is_open(offer, before), offers.state_now(offer, before)) == (True, "open")
        assert (nouns.is_open(offer, at), offers.state_now(offer, at)) == (False, "expired")


def test_an_offer_without_a_deadline_does_not_lapse(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        offer = offered(applied(session), session, calendar, None)
        assert nouns.is_open(offer, datetime(2030, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    "pay",
    [
        None,
        Pay(Decimal(1), None, Decimal(2), "USD", Period.YEAR),
    ],
)
def test_an_offer_names_one_figure(
    database: Database, now: datetime, calendar: Calendar, pay: Pay | None
) -> None:
    with database.writing(now) as session:
        offer = offered(applied(session), session, calendar)
        with pytest.raises(TrackerError, match="An offer names one figure"):
            offers.edit(session, offer, {"pay": pay}, calendar)
        session.rollback()


@pytest.mark.parametrize("name", ["bonus", "equity", "benefits", "signing"])
def test_every_part_of_an_offer_is_in_one_currency(
    database: Database, now: datetime, calendar: Calendar, name: str
) -> None:
    with database.writing(now) as session:
        offer = offered(applied(session), session, calendar)
        with pytest.raises(TrackerError, match=f"The {name} is in EUR but the pay in USD"):
            offers.edit(session, offer, {name: Money(Decimal(1), "EUR")}, calendar)
        session.rollback()


def test_pay_in_another_currency_does_not_quietly_convert_the_bonus(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    euros = Pay(None, Decimal(130_000), None, "EUR", Period.YEAR)
    with database.writing(now) as session:
        offered(applied(session), session, calendar, bonus=Money(Decimal(5_000), "USD"))
    with (
        pytest.raises(TrackerError, match="The bonus stays in USD; give it in EUR as well"),
        database.writing(now) as session,
    ):
        offers.edit(session, offers.find_one(session, "1"), {"pay": euros}, calendar)
    with database.writing(now) as session:
        both = {"pay": euros, "bonus": Money(Decimal(4_000), "EUR")}
        offer = offers.find_one(session, "1")
        offers.edit(session, offer, both, calendar)
        assert (offer.currency, offer.bonus) == ("EUR", Decimal(4_000))


def test_accepting_an_offer_ends_its_application_well_and_declines_its_other_offers(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        application = applied(session)
        first, second = (offered(application, session, calendar) for _ in range(2))
        offers.accept(session, first, calendar)
        assert (first.state, second.state) == (OfferState.ACCEPTED, OfferState.DECLINED)
        assert (application.stage, application.outcome) == (Stage.OFFERED, Outcome.ACCEPTED)


def test_closing_the_others_declines_their_offers_and_withdraws_the_rest(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        taken = offered(applied(session, "Acme"), session, calendar)
        refused = offered(applied(session, "Beta"), session, calendar)
        left = applied(session, "Gamma")
        offers.accept(session, taken, calendar)
        assert [one.company for one in offers.others_active(session, taken)] == ["Beta", "Gamma"]
        offers.close_others(session, taken, today=TODAY)
        assert (refused.state, refused.application.outcome) == ("declined", "declined")
        assert (left.outcome, left.stage_changes[-1].reason) == (
            "withdrawn",
            "accepted another offer",
        )
        assert offers.others_active(session, taken) == []


def test_an_accepted_offer_is_not_accepted_declined_or_extended_again(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        offer = offered(applied(session), session, calendar)
        offers.accept(session, offer, calendar)
        refusal = "is accepted already; tracker history shows when"
        with pytest.raises(TrackerError, match=refusal):
            offers.accept(session, offer, calendar)
        with pytest.raises(TrackerError, match=refusal):
            offers.decline(session, offer, today=TODAY, reason=None)
        with pytest.raises(TrackerError, match=refusal):
            offers.extend(session, offer, calendar.moment("fri 12:00"), calendar)


@pytest.mark.parametrize("state", [OfferState.DECLINED, OfferState.EXPIRED, OfferState.RESCINDED])
def test_an_offer_that_is_not_open_is_neither_accepted_nor_declined(
    database: Database, now: datetime, calendar: Calendar, state: OfferState
) -> None:
    with database.writing(now) as session:
        offer = offered(applied(session), session, calendar)
        offer.state = state
        refusal = f"is {state}; if they renewed it: tracker offer extend 1"
        with pytest.raises(TrackerError, match=refusal):
            offers.accept(session, offer, calendar)
        with pytest.raises(TrackerError, match=refusal):
            offers.decline(session, offer, today=TODAY, reason=None)


def test_an_offer_that_lapsed_is_not_accepted_until_it_is_extended(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        offer = offered(applied(session), session, calendar, "2026-11-27 12:00")
        saturday = replace(calendar, now=datetime(2026, 11, 28, 9, tzinfo=UTC))
        with pytest.raises(TrackerError, match="has lapsed; if they still stand by it, give it"):
            offers.accept(session, offer, saturday)
        offers.extend(session, offer, saturday.moment("tue 12:00"), saturday)
        offers.accept(session, offer, saturday)
        assert offer.state is OfferState.ACCEPTED


def test_an_offer_means_that_the_rounds_before_it_were_passed(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        application = applied(session)
        held = interviews.add(session, application, None, round_=Round.FINAL, calendar=calendar)
        held.state, held.result = InterviewState.DONE, Result.WAITING
        offered(application, session, calendar)
        assert held.result is Result.PASSED


def test_declining_the_only_offer_ends_the_application(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        application = applied(session)
        first, second = (offered(application, session, calendar) for _ in range(2))
        offers.decline(session, first, today=TODAY, reason=None)
        assert application.outcome is None
        offers.decline(session, second, today=TODAY, reason="too low")
        assert application.outcome is Outcome.DECLINED
        assert application.stage_changes[-1].reason == "too low"


def test_a_deadline_is_extended_and_an_expired_offer_is_open_again(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        offer = offered(applied(session), session, calendar, "yesterday 12:00")
        offers.extend(session, offer, calendar.moment("fri 12:00"), calendar)
        assert (offer.state, offer.moment) == (OfferState.OPEN, calendar.moment("fri 12:00"))


def test_an_offer_that_they_renewed_opens_its_application_again(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        application = applied(session)
        offer = offered(application, session, calendar)
        offers.decline(session, offer, today=TODAY, reason=None)
        offers.extend(session, offer, calendar.moment("fri 12:00"), calendar)
        assert (offer.state, application.outcome) == (OfferState.OPEN, None)


def test_a_deadline_is_not_extended_into_the_past(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        offer = offered(applied(session), session, calendar)
        with pytest.raises(TrackerError, match="is past; give a deadline that is still to come"):
            offers.extend(session, offer, calendar.moment("yesterday 12:00"), calendar)


def test_what_an_offer_pays_a_year_counts_every_part_known_and_spreads_the_signing_bonus(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    hourly = Pay(None, Decimal(50), None, "USD", Period.HOUR)
    fields = {
        "bonus": Money(Decimal(6_000), "USD"),
        "signing": Money(Decimal(10_000), "USD"),
    }
    with database.writing(now) as session:
        offer = offers.add(
            session, applied(session), hourly, until=None, calendar=calendar, fields=fields
        )
        assert offers.yearly_total(offer, 2) == 50 * 2080 + 6_000 + 10_000 / 2


def test_open_offers_are_listed_first_the_soonest_deadline_before_none(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        application = applied(session)
        for until in (None, "fri 12:00", "yesterday 12:00", "thu 12:00"):
            offered(application, session, calendar, until)
        assert [one.id for one in session.scalars(offers.listed())] == [4, 2, 1, 3]


def test_an_open_offer_is_meant_rather_than_one_that_expired(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        application = applied(session)
        offered(application, session, calendar, "yesterday 12:00")
        offered(application, session, calendar, "fri 12:00")
        assert offers.find_one(session, "acme").id == 2
