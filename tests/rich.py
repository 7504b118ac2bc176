"""A hunt with something in every table, made on the command line."""

from decimal import Decimal

from tests.conftest import NOW, CommandLine
from tracker.models import Interview, Saved
from tracker.records import advice
from tracker.records.advice import Advice
from tracker.words import SavedKind, Verdict


def fill(run: CommandLine) -> None:
    """Log a hunt whose texts are awkward and whose records hang together in every way."""
    run("add", "Müller & Söhne", "Analyst", "100k/110k/120k EUR", "--tier", "A", "--tag", "new, ok")
    run("application", "edit", "1", "--notes", '=1+1\nline "two", \u2028 🙂', "--documents", "CV")
    run(
        "application", "edit", "1", "--posting", "We look for\r\nsomebody.", "--other-role", "Nurse"
    )
    run("interview", "add", "1", "fri 3pm America/New_York", "--with", "Mia Chen", "--cost", "20.5")
    run("interview", "add", "1", "yesterday 3pm", "--round", "other")
    run("interview", "done", "2", "--met", "Mia Chen, hiring manager", "--felt", "4")
    run("profile", "set", "present-pay", "62.5050 EUR/hour")
    run("profile", "set", "years", "3")
    run("add", "Initech", "Clerk", "--url", "https://www.linkedin.com/jobs/view/12345678")
    run("offer", "add", "Initech", "95k USD", "--until", "tomorrow 2pm", "--bonus", "5k USD")
    run("add", "Globex", "Clerk", "--stage", "saved", "--apply-by", "tomorrow")
    run("add", "N/A", "-", "--on", "yesterday", "--source", "referral", "--tag", "-x")
    run("contact", "log", "Mia", "called", "--application", "1", "--follow-up", "tomorrow")
    run("contact", "add", "Bo", "--email", "bo@initech.example")
    run("profile", "factor", "add", "commute", "--weight", "5%")
    run("profile", "must-have", "add", "parking")
    run("application", "edit", "1", "--rate", "commute=2", "--has", "parking")
    run("profile", "rate", "set", "EUR", "1.0834567891 USD")
    run("reject", "Globex", "--reason", "too late")
    run("undo")
    run("application", "close", "N/A", "withdrawn", "--reason", "+too far")
    with run.database.writing(NOW) as session:
        given = Advice(Verdict.KEEP, Decimal("-1000.5"), "USD", 0.1 + 0.2, 1 / 3)
        advice.remember(session, NOW, {2: given})
        session.add(Saved(kind=SavedKind.MAPPING, name="mine", value='{"Firm": "company"}'))
        session.get_one(Interview, 1).event_uid = "abc@example.com"
