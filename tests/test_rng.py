"""Addressed luck: the published vectors of its mixer, its distribution, its independence, and that there is no other luck."""

import ast
from pathlib import Path

import numpy as np
import pytest

import sim
from sim.jit import ln
from sim.rng import (
    FOREVER,
    PURPOSES,
    drawn,
    drawn_near,
    guess,
    gumbel,
    key,
    laplace,
    logistic,
    luck,
    luck_again,
    luck_of_many,
    mix,
    month_keys,
    unit,
    word_at,
)

MANY, FEW = 200_000, 5_000
SOURCES = sorted(Path(sim.__file__).parent.rglob("*.py"))
PUBLISHED = {
    0: (16294208416658607535, 7960286522194355700, 487617019471545679),
    1234567: (6457827717110365317, 3203168211198807973, 9817491932198370423),
}


@pytest.mark.small
@pytest.mark.parametrize("seed", PUBLISHED)
def test_published_outputs_of_splitmix64(seed: int) -> None:
    assert tuple(int(word_at(np.uint64(seed), np.uint64(n))) for n in (1, 2, 3)) == PUBLISHED[seed]


@pytest.mark.small
def test_mixer_flips_half_the_bits() -> None:
    flipped = []
    for word in range(1, 2**62, 2**62 // 50):
        flipped += [(int(mix(np.uint64(word))) ^ int(mix(np.uint64(word ^ (1 << bit))))).bit_count() for bit in range(64)]
    assert abs(np.mean(flipped) - 32) < 0.3  # 3200 flips of mean 32 and standard deviation 4
    assert min(flipped) >= 10


@pytest.mark.small
@pytest.mark.parametrize("word", [0, 1, 2**11, 2**63, 2**64 - 2**11 - 1, 2**64 - 2**11, 2**64 - 1])
def test_luck_lies_strictly_between_0_and_1(word: int) -> None:
    assert 0.0 < unit(np.uint64(word)) < 1.0


@pytest.mark.small
@pytest.mark.parametrize("shape", [gumbel, laplace, logistic])
@pytest.mark.parametrize("word", [0, 2**64 - 1])
def test_shaped_luck_is_finite_at_the_edges(shape, word: int) -> None:
    with np.errstate(all="ignore"):
        assert np.isfinite(shape(unit(np.uint64(word))))


def chi_square(draws: np.ndarray, bins: int) -> float:
    """Chi-square against uniform luck, in standard deviations from what is expected."""
    counts = np.bincount((draws * bins).astype(int), minlength=bins)
    expected = draws.size / bins
    found = float(((counts - expected) ** 2 / expected).sum())
    return (found - (bins - 1)) / np.sqrt(2.0 * (bins - 1))


@pytest.mark.small
def test_few_draws_are_uniform() -> None:
    assert abs(chi_square(luck_of_many(key(3, 5, 7), 0, FEW), 64)) < 4


@pytest.mark.parametrize("seed", [0, 1, 2**63])
@pytest.mark.parametrize("month", [-120, 0, 59])
def test_many_draws_are_uniform(seed: int, month: int) -> None:
    draws = luck_of_many(key(seed, 4, month), 0, MANY)
    assert abs(chi_square(draws, 1024)) < 4
    lowest_bits = (draws * 2**20) % 1.0
    assert abs(chi_square(lowest_bits, 256)) < 4


def neighbours(what: str, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Luck at addresses that differ by one step in `what`."""
    at = {"seed": 11, "purpose": 6, "month": 24}
    first = luck_of_many(key(**at), 0, count)
    if what == "agent":
        return first, luck_of_many(key(**at), 1, count)
    if what == "turn":
        here = key(**at)
        again = [[luck_again(here, np.uint64(i), np.uint64(turn)) for i in range(count)] for turn in (0, 1)]
        return np.array(again[0]), np.array(again[1])
    return first, luck_of_many(key(**(at | {what: at[what] + 1})), 0, count)


@pytest.mark.parametrize("what", ["agent", "purpose", "month", "seed", "turn"])
def test_neighbouring_addresses_are_independent(what: str) -> None:
    one, other = neighbours(what, MANY)
    assert abs(np.corrcoef(one, other)[0, 1]) < 4 / np.sqrt(MANY)
    pairs = (np.floor(one * 16) * 16 + np.floor(other * 16) + 0.5) / 256
    assert abs(chi_square(pairs, 256)) < 4


@pytest.mark.small
@pytest.mark.parametrize("what", ["agent", "purpose", "month", "seed", "turn"])
def test_few_neighbouring_addresses_are_uncorrelated(what: str) -> None:
    one, other = neighbours(what, FEW)
    assert abs(np.corrcoef(one, other)[0, 1]) < 4 / np.sqrt(FEW)


@pytest.mark.small
def test_every_address_has_a_key_of_its_own() -> None:
    months = (FOREVER, *range(-120, 80))
    keys = [int(key(seed, purpose, month)) for seed in (0, 1, 2) for purpose in range(len(PURPOSES)) for month in months]
    assert len(set(keys)) == len(keys)


@pytest.mark.small
def test_keys_of_a_month_are_the_keys_of_its_purposes() -> None:
    assert month_keys(9, -3).tolist() == [int(key(9, purpose, -3)) for purpose in range(len(PURPOSES))]
    assert month_keys(9, -3).dtype == np.uint64
    assert int(key(np.int64(9), np.int64(2), np.int64(4))) == int(key(9, 2, 4))


@pytest.mark.small
def test_luck_of_many_is_the_luck_of_each() -> None:
    here = key(1, 2, 3)
    assert luck_of_many(here, 40, 5).tolist() == [luck(here, np.uint64(i)) for i in range(40, 45)]


@pytest.mark.parametrize(
    ("shape", "mean", "variance"),
    [(laplace, 0.0, 2.0), (gumbel, 0.5772156649, np.pi**2 / 6), (logistic, 0.0, 1.0)],
)
def test_shaped_luck_has_its_moments(shape, mean: float, variance: float) -> None:
    draws = np.array([shape(u) for u in luck_of_many(key(8, 1, 0), 0, MANY)])
    assert draws.mean() == pytest.approx(mean, abs=4 * np.sqrt(variance / MANY))
    assert draws.var() == pytest.approx(variance, rel=0.03)


@pytest.mark.small
def test_shaped_luck_by_hand() -> None:
    assert laplace(0.5) == pytest.approx(0.0)
    assert laplace(0.25) == pytest.approx(-np.log(2.0))
    assert laplace(0.75) == pytest.approx(np.log(2.0))
    assert gumbel(np.exp(-1.0)) == pytest.approx(0.0)
    assert logistic(0.5) == pytest.approx(0.0)
    assert logistic(0.9) == pytest.approx(-logistic(0.1))
    assert logistic(0.9) == pytest.approx(np.log(9.0) * np.sqrt(3.0) / np.pi)


@pytest.mark.small
def test_the_logarithm_is_the_library_s_but_for_the_last_bit() -> None:
    draws = [unit(np.uint64(word)) for word in (0, 2**63, 2**64 - 1)] + list(luck_of_many(key(9, 1, 0), 0, 2_000))
    for x in [*draws, *(1.0 / u for u in draws), 1.0]:
        assert ln(x) == pytest.approx(np.log(x), rel=4e-16, abs=0.0)


@pytest.mark.small
def test_the_logarithm_holds_for_every_size_of_number() -> None:
    assert ln(1.0) == 0.0
    assert ln(np.e) == 1.0
    sizes = [float(f"{digits}e{power}") for power in range(-300, 301, 7) for digits in (1, 1.4142135, 1.4142136, 9.99)]
    near_one = [1.0 + sign * 10.0**-k for k in range(1, 16) for sign in (1, -1)]
    for x in [*sizes, *near_one, 2.0**1023, 2.0**-1022]:
        assert abs(ln(x) - np.log(x)) <= np.spacing(abs(np.log(x))), x
    assert (np.diff([ln(x) for x in np.linspace(0.5, 2.0, 3_001)]) > 0).all()  # without a step back at the seam


@pytest.mark.small
@pytest.mark.parametrize("case", ["all", "few", "one", "last", "none"])
def test_a_draw_from_a_guess_is_the_draw(case: str) -> None:
    weights = luck_of_many(key(9, 2, 0), 0, 61) ** 8
    kept = {"all": slice(None), "few": slice(3, 60, 19), "one": slice(30, 31), "last": slice(60, 61), "none": slice(0)}[case]
    cumulative = np.zeros(61)
    cumulative[kept] = weights[kept]
    cumulative, guesses = np.cumsum(cumulative), np.zeros(128, np.int8)
    guess(cumulative, np.zeros(129, np.int32), guesses)
    edges = [np.nextafter(g / 128, side) for g in range(1, 128) for side in (0.0, g / 128, 1.0)]
    edges += [u for u in cumulative / max(cumulative[-1], 1e-300) if 0.0 < u < 1.0]
    for u in [*luck_of_many(key(9, 3, 0), 0, 500), *edges, unit(np.uint64(2**64 - 1)), unit(np.uint64(0))]:
        assert drawn_near(cumulative, guesses, u) == drawn(cumulative, u * cumulative[-1])


def names_in(tree: ast.AST) -> set[str]:
    """Every name that code uses, defines or imports; texts and comments are not code."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {part for alias in node.names for part in alias.name.split(".")}
        elif isinstance(node, ast.ImportFrom):
            found |= set((node.module or "").split(".")) | {alias.name for alias in node.names}
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.Name):
            found.add(node.id)
    return found


@pytest.mark.small
@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.relative_to(SOURCES[0].parent).as_posix())
def test_the_simulation_has_no_other_luck(file: Path) -> None:
    streams = {"random", "rng", "default_rng", "Generator", "RandomState", "secrets", "shuffle", "shuffle_do", "uuid4"}
    used = names_in(ast.parse(file.read_text(encoding="utf-8"))) & streams
    assert used <= {"rng"}  # our own module of that name


def keeps_compiled_code(tree: ast.AST) -> bool:
    """Whether a module compiles by way of sim.jit or with cache=True; what is compiled in memory only cannot grow old."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "sim.jit":
            return True
        if isinstance(node, ast.keyword) and node.arg == "cache" and getattr(node.value, "value", None) is True:
            return True
    return False


@pytest.mark.small
def test_all_kept_compiled_code_is_in_the_key_of_its_cache() -> None:
    home = Path(sim.__file__).parent
    covered = {file for pattern in sim.COMPILED for file in home.glob(pattern)}
    keeping = {file for file in SOURCES if keeps_compiled_code(ast.parse(file.read_text(encoding="utf-8")))}
    assert len(keeping) > 15
    assert keeping <= covered, "an edit of these would go unnoticed by the cache of compiled code"
