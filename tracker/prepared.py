"""What the everyday commands ask, as SQL; made by `sh scripts/docs`.

The statements are those of `tracker.records.everyday`.
"""

SCHEMA = "0006"

RECORDS: dict[str, tuple[tuple[str, str], ...]] = {
    "setting": (
        ("name", ""),
        ("value", ""),
    ),
    "application": (
        ("id", ""),
        ("company", ""),
        ("role", ""),
        ("company_key", ""),
        ("search_key", ""),
        ("stage", "Stage"),
        ("outcome", "Outcome"),
        ("moved_on", "Date"),
        ("posting_url", ""),
        ("posting_id", ""),
        ("location", ""),
        ("workplace", "Workplace"),
        ("pay_low", "Exact"),
        ("pay_likely", "Exact"),
        ("pay_high", "Exact"),
        ("pay_currency", ""),
        ("pay_period", "Period"),
        ("source", "Source"),
        ("tier", "Tier"),
        ("enthusiasm", ""),
        ("knowledge", ""),
        ("other_role_wanted", "Boolean"),
        ("other_role", ""),
        ("rounds_left", ""),
        ("hiring", "Hiring"),
        ("documents", ""),
        ("apply_by", "Date"),
        ("notes", ""),
    ),
    "interview": (
        ("id", ""),
        ("application_id", ""),
        ("round", "Round"),
        ("minutes", ""),
        ("place", ""),
        ("prepare_hours", "Exact"),
        ("travel_hours", "Exact"),
        ("cash_cost", "Exact"),
        ("cost_currency", ""),
        ("people", ""),
        ("chance", "Exact"),
        ("state", "InterviewState"),
        ("result", "Result"),
        ("answer_due", "Date"),
        ("felt", ""),
        ("notes", ""),
        ("event_uid", ""),
        ("event_recurrence", ""),
        ("event_sequence", ""),
        ("event_stamp", "Instant"),
        ("instant", "Instant"),
        ("wall", "DateTime"),
        ("zone", ""),
        ("fold", ""),
    ),
    "offer": (
        ("id", ""),
        ("application_id", ""),
        ("pay", "Exact"),
        ("period", "Period"),
        ("currency", ""),
        ("bonus", "Exact"),
        ("equity", "Exact"),
        ("benefits", "Exact"),
        ("signing", "Exact"),
        ("received", "Date"),
        ("state", "OfferState"),
        ("notes", ""),
        ("instant", "Instant"),
        ("wall", "DateTime"),
        ("zone", ""),
        ("fold", ""),
    ),
    "contact": (
        ("id", ""),
        ("name", ""),
        ("company", ""),
        ("search_key", ""),
        ("role", ""),
        ("kind", "ContactKind"),
        ("email", ""),
        ("phone", ""),
        ("url", ""),
        ("met", ""),
        ("follow_up", "Date"),
        ("notes", ""),
        ("card_uid", ""),
        ("name_parts", ""),
    ),
}
"""By table the columns that are asked for, each with how it is read."""

QUESTIONS: dict[str, tuple[str, dict[str, str], tuple[str, ...]]] = {
    "settings": (
        """
SELECT setting.name, setting.value
FROM setting
""",
        {},
        ("setting",),
    ),
    "open_applications": (
        """
SELECT application.id, application.company, application.role, application.company_key,
application.search_key, application.stage, application.outcome, application.moved_on,
application.posting_url, application.posting_id, application.location, application.workplace,
application.pay_low, application.pay_likely, application.pay_high, application.pay_currency,
application.pay_period, application.source, application.tier, application.enthusiasm,
application.knowledge, application.other_role_wanted, application.other_role,
application.rounds_left, application.hiring, application.documents, application.apply_by,
application.notes
FROM application
WHERE application.outcome IS NULL ORDER BY application.moved_on DESC, application.id DESC
""",
        {},
        ("application",),
    ),
    "applications_to_send": (
        """
SELECT application.id, application.company, application.role, application.company_key,
application.search_key, application.stage, application.outcome, application.moved_on,
application.posting_url, application.posting_id, application.location, application.workplace,
application.pay_low, application.pay_likely, application.pay_high, application.pay_currency,
application.pay_period, application.source, application.tier, application.enthusiasm,
application.knowledge, application.other_role_wanted, application.other_role,
application.rounds_left, application.hiring, application.documents, application.apply_by,
application.notes
FROM application
WHERE application.outcome IS NULL AND application.stage = :stage_1 AND application.apply_by
BETWEEN :today AND :until ORDER BY application.apply_by, application.id
""",
        {"stage_1": "saved"},
        ("application",),
    ),
    "applications": (
        """
SELECT application.id, application.company, application.role, application.company_key,
application.search_key, application.stage, application.outcome, application.moved_on,
application.posting_url, application.posting_id, application.location, application.workplace,
application.pay_low, application.pay_likely, application.pay_high, application.pay_currency,
application.pay_period, application.source, application.tier, application.enthusiasm,
application.knowledge, application.other_role_wanted, application.other_role,
application.rounds_left, application.hiring, application.documents, application.apply_by,
application.notes
FROM application
""",
        {},
        ("application",),
    ),
    "coming_interviews": (
        """
SELECT interview.id, interview.application_id, interview.round, interview.minutes,
interview.place, interview.prepare_hours, interview.travel_hours, interview.cash_cost,
interview.cost_currency, interview.people, interview.chance, interview.state, interview.result,
interview.answer_due, interview.felt, interview.notes, interview.event_uid,
interview.event_recurrence, interview.event_sequence, interview.event_stamp, interview.instant,
interview.wall, interview.zone, interview.fold, application.id AS id_1, application.company,
application.role, application.company_key, application.search_key, application.stage,
application.outcome, application.moved_on, application.posting_url, application.posting_id,
application.location, application.workplace, application.pay_low, application.pay_likely,
application.pay_high, application.pay_currency, application.pay_period, application.source,
application.tier, application.enthusiasm, application.knowledge, application.other_role_wanted,
application.other_role, application.rounds_left, application.hiring, application.documents,
application.apply_by, application.notes AS notes_1
FROM interview JOIN application ON application.id = interview.application_id
WHERE interview.state = :state_1 AND application.outcome IS NULL ORDER BY interview.instant IS
NULL, interview.instant, interview.id
""",
        {"state_1": "scheduled"},
        ("interview", "application"),
    ),
    "interviews": (
        """
SELECT interview.id, interview.application_id, interview.round, interview.minutes,
interview.place, interview.prepare_hours, interview.travel_hours, interview.cash_cost,
interview.cost_currency, interview.people, interview.chance, interview.state, interview.result,
interview.answer_due, interview.felt, interview.notes, interview.event_uid,
interview.event_recurrence, interview.event_sequence, interview.event_stamp, interview.instant,
interview.wall, interview.zone, interview.fold, application.id AS id_1, application.company,
application.role, application.company_key, application.search_key, application.stage,
application.outcome, application.moved_on, application.posting_url, application.posting_id,
application.location, application.workplace, application.pay_low, application.pay_likely,
application.pay_high, application.pay_currency, application.pay_period, application.source,
application.tier, application.enthusiasm, application.knowledge, application.other_role_wanted,
application.other_role, application.rounds_left, application.hiring, application.documents,
application.apply_by, application.notes AS notes_1
FROM interview JOIN application ON application.id = interview.application_id ORDER BY
interview.instant IS NULL DESC, interview.instant DESC, interview.id DESC
""",
        {},
        ("interview", "application"),
    ),
    "unanswered_interviews": (
        """
SELECT interview.id, interview.application_id, interview.round, interview.minutes,
interview.place, interview.prepare_hours, interview.travel_hours, interview.cash_cost,
interview.cost_currency, interview.people, interview.chance, interview.state, interview.result,
interview.answer_due, interview.felt, interview.notes, interview.event_uid,
interview.event_recurrence, interview.event_sequence, interview.event_stamp, interview.instant,
interview.wall, interview.zone, interview.fold, application.id AS id_1, application.company,
application.role, application.company_key, application.search_key, application.stage,
application.outcome, application.moved_on, application.posting_url, application.posting_id,
application.location, application.workplace, application.pay_low, application.pay_likely,
application.pay_high, application.pay_currency, application.pay_period, application.source,
application.tier, application.enthusiasm, application.knowledge, application.other_role_wanted,
application.other_role, application.rounds_left, application.hiring, application.documents,
application.apply_by, application.notes AS notes_1
FROM interview JOIN application ON application.id = interview.application_id
WHERE interview.state = :state_1 AND interview.result = :result_1 AND application.outcome IS
NULL ORDER BY interview.id
""",
        {"state_1": "done", "result_1": "waiting"},
        ("interview", "application"),
    ),
    "open_offers": (
        """
SELECT offer.id, offer.application_id, offer.pay, offer.period, offer.currency, offer.bonus,
offer.equity, offer.benefits, offer.signing, offer.received, offer.state, offer.notes,
offer.instant, offer.wall, offer.zone, offer.fold, application.id AS id_1, application.company,
application.role, application.company_key, application.search_key, application.stage,
application.outcome, application.moved_on, application.posting_url, application.posting_id,
application.location, application.workplace, application.pay_low, application.pay_likely,
application.pay_high, application.pay_currency, application.pay_period, application.source,
application.tier, application.enthusiasm, application.knowledge, application.other_role_wanted,
application.other_role, application.rounds_left, application.hiring, application.documents,
application.apply_by, application.notes AS notes_1
FROM offer JOIN application ON application.id = offer.application_id
WHERE offer.state = :state_1 ORDER BY offer.state != :state_2, offer.instant IS NULL,
offer.instant, offer.id
""",
        {"state_1": "open", "state_2": "open"},
        ("offer", "application"),
    ),
    "contacts": (
        """
SELECT contact.id, contact.name, contact.company, contact.search_key, contact.role,
contact.kind, contact.email, contact.phone, contact.url, contact.met, contact.follow_up,
contact.notes, contact.card_uid, contact.name_parts
FROM contact ORDER BY contact.search_key, contact.id
""",
        {},
        ("contact",),
    ),
    "contacts_to_follow_up": (
        """
SELECT contact.id, contact.name, contact.company, contact.search_key, contact.role,
contact.kind, contact.email, contact.phone, contact.url, contact.met, contact.follow_up,
contact.notes, contact.card_uid, contact.name_parts
FROM contact
WHERE contact.follow_up <= :until ORDER BY contact.follow_up, contact.id
""",
        {},
        ("contact",),
    ),
}
"""By name the statement, those of its parameters that are known, and a row."""
