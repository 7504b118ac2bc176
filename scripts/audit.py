"""Look whether a library that is installed here is known to be vulnerable; if so, fail.

Where the package index tells nothing of vulnerabilities, or nothing answers, that is said and
passed.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

ASK = ("pip_audit", "--format", "json", "--progress-spinner", "off", "--timeout", "10")
TRIED = "click"
"""What is asked about first: only if there is an answer, all others are."""

SECONDS = 300

Told = list[dict[str, Any]]


def asked(*about: str) -> Told | None:
    """Return what is told of each library; None where nothing answers."""
    try:
        done = subprocess.run(  # noqa: S603 (no word of it is anybody else's)
            [sys.executable, "-m", *ASK, *about],
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        found: Told = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError):
        return None
    return [one for one in found if "skip_reason" not in one]


def is_answering() -> bool:
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "requirements.txt"
        wanted.write_text(f"{TRIED}=={version(TRIED)}\n")
        return bool(asked("--requirement", str(wanted), "--no-deps", "--disable-pip"))


def main() -> int:
    told = asked("--local", "--skip-editable") if is_answering() else None
    if told is None:
        sys.stdout.write("The index tells of no vulnerabilities here, so none was looked for.\n")
        return 0
    weak = [(one, weakness) for one in told for weakness in one["vulns"]]
    for one, weakness in weak:
        mended = ", ".join(weakness["fix_versions"]) or "no version yet"
        sys.stdout.write(
            f"{one['name']} {one['version']} has {weakness['id']}, mended in {mended}.\n"
        )
    sys.stdout.write(f"{len(told)} libraries were looked up; {len(weak)} weaknesses are known.\n")
    return bool(weak)


if __name__ == "__main__":
    sys.exit(main())
