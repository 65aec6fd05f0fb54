"""A pilot: what may be asked, what its design says of made-up worlds, the protocol, and a real small one."""

import json
from dataclasses import replace

import pytest
import yaml

from experiments.proeftuin.design import Nobody, Stopped, design_of, designed
from experiments.proeftuin.pilot import AT_RISK, DESIGNS, make_pilot
from experiments.proeftuin.protocol import cannot, points, protocol, region, rough, share, words
from experiments.proeftuin.results import Results, form, read_results
from experiments.proeftuin.worlds import one_world
from sim.group import follow
from sim.reading import InputError
from sim.scenario import read_package, read_situation
from tests.experiments.made_cases import made

PLACE = "noordoost-brabant-contractcatering"


def pilot(participants=100, place="nederland-2025", package="gids-en-traineeship", employers=(), **rest):
    situation = read_situation(place)
    return make_pilot(situation, read_package(package, situation), participants, employers, **rest)


@pytest.fixture(scope="module")
def found():
    """Eight made-up worlds in which the pilot lifts 50% to 80%, and 70% when everyone is invited."""
    return design_of(pilot(claim=0.9), [made(seed) for seed in range(8)], 5_000, 1)


# --- what may be asked -------------------------------------------------------------------------------------------------------


@pytest.mark.small
@pytest.mark.parametrize(
    ("wrong", "nl"),
    [
        ({"participants": 0}, "--participants is 0, maar moet tussen 1 en 100.000 deelnemers liggen"),
        ({"months": 1}, "--months is 1, maar moet tussen 2 en 42 maanden liggen"),
        ({"design": "randm"}, "--design: 'randm' kan niet; bedoelt u 'random'?"),
        ({"claim": 1.2}, "--claim 1.2 kan niet"),
        ({"employers": ("horrca",)}, "bedoelt u 'horeca'?"),
        ({"employers": ("cateraar-a", "horeca"), "place": PLACE}, "niet door elkaar"),
    ],
)
def test_what_cannot_be_is_one_sentence(wrong, nl):
    with pytest.raises(InputError) as error:
        pilot(**wrong)
    assert nl in error.value.both.nl and error.value.both.nl != error.value.both.en


@pytest.mark.small
def test_for_whom_it_is():
    assert pilot().scope.status == AT_RISK and pilot().scope.cohort is None
    assert pilot(employers=("horeca", "zorg-welzijn")).scope.sectors == ("horeca", "zorg-welzijn")
    named = pilot(place=PLACE, employers=("cateraar-a",))
    assert named.scope.employers == ("cateraar-a",) and named.scope.status == ("surplus",)
    own = pilot(place=PLACE, package="persoonlijke-begeleiding-25")
    assert own.scope.employers == ("cateraar-a", "cateraar-b", "hotel-c") and own.scope.cohort is None


@pytest.mark.small
def test_everyone_invited_hears_of_it_and_all_of_the_package_is_for_them():
    package = pilot().invited(37)
    assert {use.scope.cohort for use in package.levers} == {37} and all(route.recruits for route in package.routes)
    assert {use.scope for use in package.levers} == {route.scope for route in package.routes}


def test_noting_who_fits_changes_nothing(burnt_in):
    plain = follow(burnt_in.copy(), 6)
    noted = follow(burnt_in.copy(), 6, pilot().nothing())
    assert all((plain.kept[name] == noted.kept[name]).all() for name in plain.kept)
    assert (noted.net == plain.net).all() and (noted.joined >= 0).any() and not (plain.joined >= 0).any()


# --- what the design says ----------------------------------------------------------------------------------------------------


@pytest.mark.small
def test_the_figures_by_hand(found):
    assert (found.enrolled, found.invite, found.simulated) == (0.25, 400, 800)
    assert found.chosen.design == "random" and (found.chosen.ours, found.chosen.compared) == (50, 50)
    assert found.outcomes["placed"].middle == pytest.approx(40, abs=1) and found.today["placed"].middle == pytest.approx(25, abs=1)
    assert found.steps["oriented"].middle == 50 and found.steps["started"].middle == pytest.approx(12.5, abs=1)
    assert found.cost.middle == 50_000 and list(found.each.values()) == [1_000.0]
    assert sum(found.chances) == pytest.approx(1.0) and len(found.chances) == 51
    assert found.region.pilot.middle == pytest.approx(0.3) and found.region.kept.middle == pytest.approx(2 / 3)
    assert found.region.others.middle == pytest.approx(0.5)  # 10 more of theirs at work, 5 more in all
    assert found.chosen.power > 0.8 and found.months_needed == 4  # all is reached in month 3, which counts from the fourth on
    assert found.chosen.if_claim > found.chosen.power and found.refutes > 0.3
    assert {one.design for one in found.designs} == set(DESIGNS)


@pytest.mark.small
def test_the_fingerprint_is_over_all_that_decides(found):
    assert found.fingerprint == design_of(found.pilot, [made(seed) for seed in range(8)], 5_000, 1).fingerprint
    for other in ({"seed": 2}, {"people": 6_000}, {"worlds": 9}, {"pilot": replace(found.pilot, participants=101)}):
        assert replace(found, **other).fingerprint != found.fingerprint


@pytest.mark.small
def test_hardly_anyone_is_no_design():
    with pytest.raises(Nobody) as error:
        design_of(pilot(), [made(people=2)] * 3, 5_000, 1)
    assert "6 gesimuleerde mensen" in error.value.both.nl


@pytest.mark.small
def test_what_cannot_be_said_is_not_said():
    nothing = design_of(pilot(), [made(seed, pilot=0.5, region=0.5, jobs=(0.0, 0.0)) for seed in range(4)], 5_000, 1)
    assert nothing.region.kept is None and nothing.region.others is None and nothing.chosen.needed is None
    assert "is niet te zeggen" in " ".join(region(nothing, "nl"))
    assert any("klein" in line or "kleiner" in line for line in cannot(nothing, "nl"))


# --- the protocol ------------------------------------------------------------------------------------------------------------


@pytest.mark.small
@pytest.mark.parametrize(("lang", "heads"), [("nl", "## 10. Stoppen"), ("en", "## 10. Stopping")])
def test_the_protocol_has_all_its_parts(found, lang, heads):
    said = protocol(found, lang, "loopbrug proeftuin design")
    assert heads in said and found.fingerprint in said and "loopbrug proeftuin design" in said
    assert said.count("\n## ") == 14 and "{" not in said and "nan" not in said.lower().replace("finan", "")
    assert all(one.design in DESIGNS for one in found.designs)
    assert "90%" in said  # the claim


@pytest.mark.small
def test_every_word_of_the_protocol_is_there_in_both_languages():
    for key, both in words().items():
        assert both.keys() == {"nl", "en"} and all(both.values()), key
        assert {part.split("}")[0] for part in both["nl"].split("{")[1:]} == {
            part.split("}")[0] for part in both["en"].split("{")[1:]
        }


@pytest.mark.small
def test_a_biased_design_says_so():
    selected = [made(seed, fits=0.2) for seed in range(4)]
    told = cannot(design_of(pilot(design="matched"), selected, 5_000, 1), "nl")
    assert any("+30,0 procentpunt" in line for line in told)
    assert not any("procentpunt af" in line for line in cannot(design_of(pilot(), selected, 5_000, 1), "nl"))


@pytest.mark.small
def test_numbers_in_sentences():
    assert (share(0.256, "nl"), share(0.004, "en"), share(float("nan"), "nl")) == ("26%", "less than 1%", "–")
    assert (points(0.0312, "nl"), points(-0.02, "en"), points(0.0001, "nl"), points(None, "nl")) == ("+3,1", "−2.0", "0,0", "–")
    assert (rough(4_372, "nl"), rough(37, "nl"), rough(109_387, "en")) == ("4.400", "37", "110,000")


@pytest.mark.small
def test_the_form_reads_back_once_it_is_filled_in(found, tmp_path):
    file = tmp_path / "uitkomst.yaml"
    file.write_text(form(found).replace("placed: unknown", "placed: 30"), encoding="utf-8")
    read = read_results(file)
    assert isinstance(read, Results) and read.fingerprint == found.fingerprint
    assert read.counted == {"placed": (30, 50)} and read.pilot().scope == found.pilot.scope
    assert yaml.safe_load(form(found))["months"] == 12


@pytest.mark.small
def test_the_figures_are_json(found):
    told = json.loads(json.dumps(found.to_json(), allow_nan=False))
    assert told["fingerprint"] == found.fingerprint and told["curve"][0]["participants"] == 10


# --- in the model ------------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_real_small_pilot(own_cache):
    told, halves = [], []
    made_ = designed(pilot(months=4), 2_000, 8, 1, 2, told.append, lambda half: halves.append(half.worlds))
    again = designed(pilot(months=4), 2_000, 8, 1, 1)
    assert made_.to_json() == again.to_json()  # threads do not matter
    assert halves == [4]  # what half of the worlds say came before
    assert 0 < made_.enrolled < 1 and told[-1] == pytest.approx(1.0)
    case = one_world(pilot(months=4), 2_000, 1, lambda _: None)
    assert case.invited == 2_000 // 40 and case.took_part <= case.invited
    assert case.pilot["placed"].size == case.today["placed"].size == case.step.size


def test_stopping_leaves_no_design(own_cache):
    def stop(share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises((Stopped, KeyboardInterrupt)):
        designed(pilot(months=2), 1_000, 2, 1, 1, stop)
