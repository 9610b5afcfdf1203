# SPDX-License-Identifier: EUPL-1.2
"""`openapi.json` and the server say the same: to guests who guess ids, and to staff who know them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness import Server, serving
from rooms import book, free_times, room

# A schema cannot say that an end follows its start: what is well-formed may still be refused.
CONFIGURATION = """
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "3xx", 401, 403, 404, 409, 410, 422, 429]
"""


@pytest.fixture(scope="module")
def generous() -> Iterator[Server]:
    with serving(environment={"STADTZIMMER_RATE_LIMIT": "0"}) as server:
        yield server


@pytest.mark.parametrize("asker", ["guest", "staff"])
def test_the_description_is_true(generous: Server, asker: str, tmp_path: Path) -> None:
    configuration, headers = CONFIGURATION, []
    if asker == "staff":
        token, place = generous.staff_token(), room(generous)
        headers = ["--header", f"Authorization: Bearer {token}"]
        id = book(generous, place, free_times(generous, place)[0], token).json["id"]
        configuration += f'[parameters]\nhouse = "{place.house}"\nroom = "{place.id}"\nbooking = "{id}"\n'
    file = tmp_path / "schemathesis.toml"
    file.write_text(configuration)
    # One worker: Python 3.11 may fail when two threads parse source at a time (CPython issue 106905).
    result = subprocess.run(
        [sys.executable, "-m", "schemathesis.cli", "--config-file", file, "run", f"{generous.url}/openapi.json",
         "--checks", "all", "--max-examples", "25", "--seed", "1", "--workers", "1", "--no-color", *headers],
        capture_output=True, text=True, cwd=tmp_path, timeout=900)
    assert result.returncode == 0, result.stdout[-20_000:] + result.stderr[-2_000:]
