# SPDX-License-Identifier: EUPL-1.2
"""The master key can be changed, and a change that is cut off costs nothing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from harness import Server

ADDRESS = "leitung@haus.example"


def key_file(server: Server) -> Path:
    return Path(f"{server.data}.key")


def named(server: Server) -> bool:
    return "Leitung" in json.dumps(json.loads(server.run("export", ADDRESS)))


@pytest.fixture
def stopped(server: Server) -> Server:
    server.sign_in_link(ADDRESS)
    server.stop()
    return server


def test_a_new_key_opens_what_the_old_one_did(stopped: Server) -> None:
    before = key_file(stopped).read_text()
    stopped.run("key", "rotate")
    assert key_file(stopped).read_text() != before
    assert named(stopped)
    key_file(stopped).write_text(before)
    stopped.run("export", ADDRESS, succeeds=False)


@pytest.mark.parametrize("reached_the_database", [True, False])
def test_a_rotation_that_was_cut_off_is_settled_by_the_next_start(stopped: Server, reached_the_database: bool) -> None:
    file, successor = key_file(stopped), Path(f"{key_file(stopped)}.next")
    old = file.read_text()
    if reached_the_database:
        stopped.run("key", "rotate")
        shutil.copy(file, successor)
        file.write_text(old)
    else:
        successor.write_text(f"master {'5a' * 32}\n{old.splitlines()[1]}\n")
    assert named(stopped)
    assert not successor.exists()
    assert (file.read_text() == old) == (not reached_the_database)
