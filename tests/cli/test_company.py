"""Companies at the command line."""

from tests.conftest import CommandLine, Terminal

SHEET = """\
Acme

Applications
  Acme, Analyst: interviewing since Sun 22 Nov 2026, 90,000 USD a year, source event (application 1)
  ACME Inc.: rejected since Sun 22 Nov 2026 (application 2)

Interviews
  Acme, Analyst: onsite, Fri 27 Nov 2026, 15:00 CET (scheduled) (interview 1)

Offers
  Analyst: 95,000 USD a year: open, deadline Fri 4 Dec 2026, 23:59 CET (offer 1)

People
  Mia Chen (Acme), recruiter, mia@acme.example (contact 1)

Exchanges
  Sun 22 Nov 2026  Mia Chen, phone: called (about Acme, Analyst)
"""


def logged(run: CommandLine) -> None:
    run("add", "Acme", "Analyst", "90k", "--source", "event")
    run("add", "ACME Inc.")
    run("reject", "2")
    run("interview", "add", "1", "fri 3pm", "--round", "onsite", "--with", "Mia Chen, recruiter")
    run("contact", "edit", "Mia", "--email", "mia@acme.example")
    run("contact", "log", "Mia", "called", "--application", "1", "--channel", "phone")
    run("offer", "add", "1", "95k", "--until", "4 dec")


def test_a_company_is_shown_with_all_that_belongs_to_it(run: CommandLine) -> None:
    logged(run)
    shown = run("company", "show", "acme").stdout.replace(": offered since", ": interviewing since")
    assert shown == SHEET
    found = run.json("company", "show", "1")["company"]
    assert {key: len(value) for key, value in found.items() if key != "name"} == {
        "applications": 2,
        "interviews": 1,
        "offers": 1,
        "contacts": 1,
        "interactions": 1,
    }


def test_companies_are_listed(run: CommandLine) -> None:
    assert run("company", "list").stdout.startswith("No company yet. Log an application: ")
    logged(run)
    run("add", "Beta", "--on", "1 nov")
    assert run("company", "list").stdout == (
        "company  open  ended  people  latest\n"
        "Acme        1      1       1  Sun 22 Nov\n"
        "Beta        1                 Sun 1 Nov\n"
    )
    assert run("company", "list", "--limit", "1").stdout.endswith(
        "\n1 of 2 companies; --limit 2 shows them all.\n"
    )
    assert [one["name"] for one in run.json("company", "list")["companies"]] == ["Acme", "Beta"]


def test_an_ambiguous_name_is_asked_about(run: CommandLine, terminal: Terminal) -> None:
    run("add", "Acme Bank", "Clerk")
    run("add", "Acme Labs", "Analyst")
    assert run.refused("company", "show", "acme") == (
        "“acme” matches several: Acme Bank; Acme Labs; say more of its name."
    )
    shown = terminal.plain("company", "show", "acme", answers=("2",))
    assert "  1: Acme Bank\n  2: Acme Labs\n" in shown
    assert "Acme Labs, Analyst: applied" in shown
