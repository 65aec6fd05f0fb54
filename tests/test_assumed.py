"""Assumptions typed at the command line: each within its own range, else one sentence that says what would be right."""

import pytest

from sim.assumed import assumed_from
from sim.parameters import parameters
from sim.reading import InputError

pytestmark = pytest.mark.small


def test_names_and_values_are_read() -> None:
    assert assumed_from([]) == {}
    assert assumed_from(["accept=0.8", " looks = 2 "]) == {"accept": 0.8, "looks": 2.0}


def test_the_ends_of_the_range_are_inside_it() -> None:
    accept = parameters()["accept"]
    assert assumed_from([f"accept={accept.low}"]) == {"accept": accept.low}
    assert assumed_from([f"accept={accept.high}"]) == {"accept": accept.high}


@pytest.mark.parametrize(
    ("given", "nl", "en"),
    [
        (["accept"], "NAAM=WAARDE", "NAME=VALUE"),
        (["acept=0.8"], "bedoelt u 'accept'?", "did you mean 'accept'?"),
        (["ww_level=0.8"], "er is geen parameter 'ww_level'", "there is no parameter 'ww_level'"),  # law is no assumption
        (["accept=2"], "tussen 0.6 en 0.98", "between 0.6 and 0.98"),
        (["accept="], "tussen 0.6 en 0.98", "between 0.6 and 0.98"),
        (["accept=nan"], "'nan' kan niet", "'nan' cannot be"),
        (["accept=0,8"], "met een punt", "with a point"),
        (["accept=0_8"], "'0_8' kan niet", "'0_8' cannot be"),
        (["accept=0.8", "accept=0.9"], "'accept' staat er twee keer", "'accept' is given twice"),
    ],
)
def test_what_cannot_be_is_refused_with_what_would_be_right(given, nl, en) -> None:
    with pytest.raises(InputError) as refused:
        assumed_from(given)
    assert nl in refused.value.both.nl and en in refused.value.both.en
