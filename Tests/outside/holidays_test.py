# SPDX-License-Identifier: EUPL-1.2
"""The days that the Swift tests hold the public holidays against are those that the package `holidays` knows."""

from pathlib import Path

import holidays

FIXTURE = Path(__file__).parents[1] / "CalendarsTests" / "Fixtures" / "feiertage.txt"


def lines() -> list[str]:
    # Augsburg is a city; the others are the sixteen Länder.
    states = [state for state in holidays.Germany.subdivisions if len(state) == 2]
    return [
        " ".join([state, *(day.isoformat() for day in sorted(holidays.Germany(subdiv=state, years=year)))])
        for state in states
        for year in range(2020, 2036)
    ]


def test_the_known_days_are_those_of_the_package() -> None:
    assert FIXTURE.read_text().splitlines() == lines()


if __name__ == "__main__":
    FIXTURE.write_text("\n".join(lines()) + "\n")
