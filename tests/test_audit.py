"""The look for libraries that are known to be vulnerable, by a stand-in for who knows them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent / "scripts" / "audit.py"
SOUND = {"name": "click", "version": "8.5.0", "vulns": []}
WEAK = {"name": "old", "version": "1.0", "vulns": [{"id": "X-1", "fix_versions": ["1.1", "2.0"]}]}
UNKNOWN = {"name": "click", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("first", "then", "code", "said"),
    [
        ([SOUND], [SOUND, WEAK], 1, "old 1.0 has X-1, mended in 1.1, 2.0.\n2 libraries were"),
        ([SOUND], [SOUND, UNKNOWN], 0, "1 libraries were looked up; 0 weaknesses are known."),
        ([UNKNOWN], [WEAK], 0, "The index tells of no vulnerabilities here"),
        (None, [WEAK], 0, "The index tells of no vulnerabilities here"),
        ([SOUND], None, 0, "The index tells of no vulnerabilities here"),
    ],
)
def test_what_is_known_fails_and_what_is_not_told_is_passed(
    tmp_path: Path, first: object, then: object, code: int, said: str
) -> None:
    told = [found and json.dumps({"dependencies": found}) for found in (then, first)]
    (tmp_path / "pip_audit.py").write_text(
        f"import sys; print({told!r}['--requirement' in sys.argv])"
    )
    done = subprocess.run(
        [sys.executable, SCRIPT],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (code, "")
    assert done.stdout.startswith(said)
