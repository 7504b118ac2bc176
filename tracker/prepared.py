"""What the everyday commands ask, as SQL; made by `sh scripts/docs`.

The statements are those of `tracker.records.everyday`.
"""

SCHEMA = "0009"

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
    "criterion": (
        ("id", ""),
        ("name", ""),
        ("name_key", ""),
        ("weight", "Exact"),
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
    "advice": (
        ("interview_id", ""),
        ("verdict", "Verdict"),
        ("gain", "Exact"),
        ("currency", ""),
        ("chance", "Double"),
        ("base_chance", "Double"),
        ("shown_at", "Instant"),
        ("decide_by", "Date"),
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
FROM setting
""",
        {},
        ("setting",),
    ),
    "open_applications": (
        """
FROM application
WHERE application.outcome IS NULL ORDER BY application.moved_on DESC, application.id DESC
""",
        {},
        ("application",),
    ),
    "applications_to_send": (
        """
FROM application
WHERE application.outcome IS NULL AND application.stage = :stage_1 AND application.apply_by
BETWEEN :today AND :until ORDER BY application.apply_by, application.id
""",
        {"stage_1": "saved"},
        ("application",),
    ),
    "applications": (
        """
FROM application
""",
        {},
        ("application",),
    ),
    "applications_of_posting": (
        """
FROM application
WHERE application.posting_id = :number ORDER BY application.id
""",
        {},
        ("application",),
    ),
    "applications_at_address": (
        """
FROM application
WHERE lower(application.posting_url) LIKE :address ESCAPE '/' OR lower(application.posting_url)
LIKE :number ESCAPE '/' ORDER BY application.id
""",
        {},
        ("application",),
    ),
    "applications_of_company": (
        """
FROM application
WHERE application.company_key LIKE :begins ESCAPE '/' ORDER BY application.id
""",
        {},
        ("application",),
    ),
    "criteria": (
        """
FROM criterion ORDER BY criterion.id
""",
        {},
        ("criterion",),
    ),
    "coming_interviews": (
        """
FROM interview JOIN application ON application.id = interview.application_id
WHERE interview.state = :state_1 AND application.outcome IS NULL ORDER BY interview.instant IS
NULL, interview.instant, interview.id
""",
        {"state_1": "scheduled"},
        ("interview", "application"),
    ),
    "advice_on_coming": (
        """
FROM advice JOIN interview ON interview.id = advice.interview_id
WHERE interview.state = :state_1 ORDER BY advice.interview_id
""",
        {"state_1": "scheduled"},
        ("advice",),
    ),
    "interviews": (
        """
FROM interview JOIN application ON application.id = interview.application_id ORDER BY
interview.instant IS NULL DESC, interview.instant DESC, interview.id DESC
""",
        {},
        ("interview", "application"),
    ),
    "unanswered_interviews": (
        """
FROM interview JOIN application ON application.id = interview.application_id
WHERE interview.state = :state_1 AND interview.result = :result_1 AND application.outcome IS
NULL ORDER BY interview.id
""",
        {"state_1": "done", "result_1": "waiting"},
        ("interview", "application"),
    ),
    "open_offers": (
        """
FROM offer JOIN application ON application.id = offer.application_id
WHERE offer.state = :state_1 ORDER BY offer.state != :state_2, offer.instant IS NULL,
offer.instant, offer.id
""",
        {"state_1": "open", "state_2": "open"},
        ("offer", "application"),
    ),
    "contacts": (
        """
FROM contact ORDER BY contact.search_key, contact.id
""",
        {},
        ("contact",),
    ),
    "contacts_to_follow_up": (
        """
FROM contact
WHERE contact.follow_up <= :until ORDER BY contact.follow_up, contact.id
""",
        {},
        ("contact",),
    ),
}
"""By name what follows the columns, its known parameters, and the records of a row."""
