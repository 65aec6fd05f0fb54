"""Doses typed on the command line become a package, or one sentence in each language says what is wrong."""

import pytest

from sim.doses import package_from_settings
from sim.reading import InputError
from sim.scenario import read_package

pytestmark = pytest.mark.small


def test_settings_on_the_command_line():
    found = package_from_settings(["neutral-guide=0.5", " guide-caseload = 30 "])
    assert [(use.lever, use.dose) for use in found.levers] == [("neutral-guide", 0.5), ("guide-caseload", 30)]
    base = read_package("gids-en-traineeship")
    changed = package_from_settings(["neutral-guide=0.25", "portable-budget=100"], base)
    assert [use.dose for use in changed.levers] == [0.25, 1.0, 12, 100]
    assert changed.levers[0].phase_in_months == base.levers[0].phase_in_months
    assert base.levers[0].dose == 1.0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("neutral-guide", "LEVER=DOSE"),
        ("neutral-gide=1", "did you mean 'neutral-guide'"),
        ("neutral-guide=veel", "must be a number between 0 and 1"),
        ("neutral-guide=0,5", "write a point and no comma"),
        ("neutral-guide=nan", "must be a number"),
        ("neutral-guide=inf", "must be a number"),
        ("neutral-guide=", "must be a number"),
        ("neutral-guide=0_1", "must be a number"),
        ("neutral-guide=１", "must be a number"),  # a digit of full width
        ("neutral-guide=2", "between 0 and 1"),
        ("supervision-hours=-1", "between 0 and 8"),
    ],
)
def test_wrong_settings_on_the_command_line(text, words):
    with pytest.raises(InputError, match=words) as caught:
        package_from_settings([text])
    nl, en = caught.value.both
    assert nl != en and "\n" not in nl + en


def test_a_lever_set_twice_is_refused():
    with pytest.raises(InputError, match="given twice"):
        package_from_settings(["neutral-guide=1", "neutral-guide=0.5"])
