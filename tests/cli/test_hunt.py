"""A whole hunt through the command line, from a file of applications to what is worth going to."""

from pathlib import Path

import pytest

from tests.conftest import CommandLine

SAMPLE = Path(__file__).parents[2].parent / "shared/samples/linkedin/Jobs/Job Applications.csv"
OWN = """\
Application Date,Contact Email,Company Name,Job Title,Job Url,Resume Name,Question And Answers
03 Nov 2026,jobs@lantern.example,Lantern Works,Editor,https://example.com/jobs/1,cv-2.pdf,Q: Why?
05 Nov 2026,jobs@harbour.example,Harbour Trust,Analyst,https://example.com/jobs/2,cv-2.pdf,
09 Nov 2026,jobs@lantern.example,Lantern Works,Proofreader,https://example.com/jobs/3,cv-2.pdf,
12 Nov 2026,jobs@tern.example,Tern & Sons,Clerk,https://example.com/jobs/4,cv-1.pdf,
"""


@pytest.fixture(params=["the sample", "our own file"])
def applications(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file as LinkedIn exports it, with four applications at least."""
    if request.param == "the sample":
        if not SAMPLE.is_file():
            pytest.skip("the samples are not beside this checkout")
        return SAMPLE
    path = tmp_path / "Job Applications.csv"
    path.write_text(OWN)
    return path


def verdicts(run: CommandLine) -> dict[int, str | None]:
    return {one["id"]: one["verdict"] for one in run.json("worth")["interviews"]}


def test_a_hunt_from_an_import_to_the_people_met(run: CommandLine, applications: Path) -> None:
    rows = len(applications.read_text().splitlines()) - 1
    assert f"{rows} added" in run("import", str(applications)).stdout
    assert len(run.json("application", "list")["applications"]) == rows

    run("profile", "set", "present-pay", "60k")
    for number, pay in ((1, "80k-100k"), (2, "40k-45k"), (3, "70k")):
        run("application", "edit", str(number), "--pay", pay, "--enthusiasm", "3")
    run("interview", "add", "1", "fri 3pm", "--round", "onsite", "--people", "2")
    run("interview", "add", "2", "thu 10:00", "--round", "final")
    run("interview", "add", "3", "2026-11-24 09:00", "--round", "screen")
    run("offer", "add", "4", "65k", "--until", "2026-12-31")

    # 2 x 90k is above 130k for sure; 2 x 45k never is, at hours that cost money.
    assert verdicts(run) == {1: "keep", 3: "keep", 2: "decline"}
    explained = run("worth", "1").stdout
    assert "KEEP." in explained
    assert "65k USD a year, the offer from" in explained

    run("interview", "decline", "2", "--stay")
    assert verdicts(run) == {1: "keep", 3: "keep"}

    evening = "2026-11-24T18:00:00+00:00"
    said = ("interview", "done", "3", "--met", "Mia Chen, hiring manager", "--felt", "4")
    met = run(*said, TRACKER_NOW=evening)
    assert "Met Mia Chen" in met.stdout
    (contact,) = run.json("contact", "list")["contacts"]
    assert (contact["name"], contact["kind"]) == ("Mia Chen", "hiring manager")

    run("undo")
    assert run.json("contact", "list")["contacts"] == []
    run("undo")
    assert verdicts(run) == {1: "keep", 3: "keep", 2: "decline"}


def test_a_second_import_of_the_hunt_adds_nothing_and_moves_nothing_back(
    run: CommandLine, applications: Path
) -> None:
    run("import", str(applications))
    run("reject", "1")
    run("interview", "add", "2", "fri 3pm")
    before = run.json("application", "list", "--all")
    assert "0 added" in run("import", str(applications)).stdout
    assert run.json("application", "list", "--all") == before
