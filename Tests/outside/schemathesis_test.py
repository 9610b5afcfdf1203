# SPDX-License-Identifier: EUPL-1.2
"""`openapi.json` and the server say the same, as guest and as staff."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from harness import Server, serving


@pytest.fixture(scope="module")
def generous() -> object:
    with serving(environment={"STADTZIMMER_RATE_LIMIT": "0"}) as server:
        yield server


@pytest.mark.parametrize("asker", ["guest", "staff"])
def test_the_description_is_true(generous: Server, asker: str, tmp_path: Path) -> None:
    headers = ["--header", f"Authorization: Bearer {generous.staff_token()}"] if asker == "staff" else []
    program = Path(sys.executable).parent / "schemathesis"
    result = subprocess.run(
        [program, "run", f"{generous.url}/openapi.json", "--checks", "all", "--max-examples", "25", "--seed", "1",
         "--workers", "2", "--no-color", *headers], capture_output=True, text=True, cwd=tmp_path, timeout=900)
    assert result.returncode == 0, result.stdout[-20_000:]
