"""Addressed luck: u = f(seed, purpose, month, agent). Nothing is streamed, so nobody's luck depends on who came before.

The mixer is the finaliser of splitmix64 (Steele, Lea and Flood 2014), which for a key of zero gives the published sequence of
splitmix64 seeded with 0. A key for (seed, purpose, month) is mixed once a month; each draw then costs one finaliser.
"""

import numpy as np
from numba import config, float64, njit, uint64

from sim.jit import ln

# Append only: a purpose's place in this list is part of its address, so inserting one would change every history.
PURPOSES = (
    "birth", "trait", "tenure", "employer_size", "employer_trait", "unit", "graduate", "age_event",
    "firm_shock", "leave_work", "search", "look", "slot", "taste", "screen", "accept", "aware",
    "enrol", "meet", "bridge_look", "bridge_slot", "bridge_taste", "select", "handover", "dropout", "landing",
    "belief", "queue", "efficacy", "hours", "licence", "ticket", "traineeship",
    "seats", "coach", "notice", "tryout", "committed", "hold_up", "funding",
    "slim", "stap", "social_plan", "kept", "inside", "course", "last_look",
)  # fmt: skip
(
    BIRTH, TRAIT, TENURE, EMPLOYER_SIZE, EMPLOYER_TRAIT, UNIT, GRADUATE, AGE_EVENT,
    FIRM_SHOCK, LEAVE_WORK, SEARCH, LOOK, SLOT, TASTE, SCREEN, ACCEPT, AWARE,
    ENROL, MEET, BRIDGE_LOOK, BRIDGE_SLOT, BRIDGE_TASTE, SELECT, HANDOVER, DROPOUT, LANDING,
    BELIEF, QUEUE, EFFICACY, HOURS, LICENCE, TICKET, TRAINEESHIP,
    SEATS, COACH, NOTICE, TRYOUT, COMMITTED, HOLD_UP, FUNDING,
    SLIM, STAP, SOCIAL_PLAN, KEPT, INSIDE, COURSE, LAST_LOOK,
) = range(len(PURPOSES))  # fmt: skip

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _S12 = (np.uint64(s) for s in (30, 27, 31, 12))
_MONTHS_BEFORE = 1 << 20  # months of a burn-in are negative; an address is not
FOREVER = -_MONTHS_BEFORE  # the "month" of luck that does not change in time

if config.DISABLE_JIT:  # type: ignore[attr-defined]  # numpy warns where wrapping round is what is meant
    np.seterr(over="ignore")


@njit(uint64(uint64), cache=True)
def mix(word):
    """Finaliser of splitmix64: a bijection of 64-bit words in which each input bit flips each output bit half the time."""
    word = np.uint64(word)
    word = (word ^ (word >> _S30)) * _FIRST
    word = (word ^ (word >> _S27)) * _SECOND
    return word ^ (word >> _S31)


@njit(uint64(uint64, uint64), cache=True)
def word_at(key, agent):
    """The 64-bit word of one agent under a key; for key 0 and agent n it is output n of splitmix64 seeded with 0."""
    return mix(np.uint64(key) + np.uint64(agent) * _GOLDEN)


@njit(float64(uint64), cache=True)
def unit(word):
    """A word as a float64 strictly between 0 and 1 (52 bits, centred in their cells; with 53 the last would round to 1)."""
    return (np.float64(np.uint64(word) >> _S12) + 0.5) * (1.0 / 4503599627370496.0)


@njit(float64(uint64, uint64), cache=True)
def luck(key, agent):
    """Uniform luck in (0, 1) of one agent under a month's key."""
    return unit(word_at(key, agent))


@njit(float64(uint64, uint64, uint64), cache=True)
def luck_again(key, agent, turn):
    """Uniform luck in (0, 1) of an agent's turn 0, 1, 2 ... under one key."""
    return unit(word_at(word_at(key, agent), np.uint64(turn)))


@njit(float64(float64), cache=True)
def gumbel(u):
    """Standard Gumbel variate from uniform luck."""
    return -ln(-ln(u))


@njit(float64(float64), cache=True)
def laplace(u):
    """Laplace variate with mean 0 and scale 1 from uniform luck."""
    return ln(2.0 * u) if u < 0.5 else -ln(2.0 * (1.0 - u))


@njit(float64(float64), cache=True, error_model="numpy")
def logistic(u):
    """Logistic variate scaled to unit variance from uniform luck: a cheap, symmetric stand-in for a normal draw."""
    return ln(u / (1.0 - u)) * 0.5513288954217921


@njit(cache=True)
def drawn(cumulative, u):
    """The place (int) in cumulative weights (float64[k]) that u, from 0 up to the last of them, falls on."""
    place, left = 0, cumulative.size
    while left > 1:  # halving without a branch on the outcome, which no processor could foresee
        half = left >> 1
        place += half * (cumulative[place + half - 1] <= u)
        left -= half
    return place


@njit(cache=True)
def guess(cumulative, counts, guesses):
    """Fill `guesses` (int8[a power of 2]): a place in cumulative weights that no draw from each equal part of luck falls before.

    `counts` (int32, one longer) is written over. Counting in the bytes of `guesses` takes three times as long in compiled code that
    was kept, and no longer than this in code just compiled: why was not found out.
    """
    counts[:] = 0
    whole, passed = cumulative[-1], 0
    if whole > 0.0:
        for weight in cumulative:  # a place counts as passed from the first part that lies wholly behind it
            counts[min(int(weight / whole * guesses.size) + 1, guesses.size)] += 1
    for part in range(guesses.size):
        passed += counts[part]
        guesses[part] = passed


@njit(cache=True)
def drawn_near(cumulative, guesses, u):
    """The place that `drawn` gives for u (in (0, 1)) of all weight, found from a guess: most often there, or a step on."""
    last, weight = cumulative.size - 1, u * cumulative[-1]
    place = int(guesses[int(u * guesses.size)])
    place += cumulative[place] <= weight  # one step without a branch, which no processor could foresee
    while place < last and cumulative[place] <= weight:
        place += 1
    return min(place, last)


@njit(uint64(uint64, uint64, uint64), cache=True)
def _key_at(seed, purpose, month_since_first):
    address = purpose * np.uint64(1 << 32) + month_since_first
    return mix(mix(seed) ^ mix(address * _GOLDEN))


def key(seed: int, purpose: int, month: int = FOREVER) -> np.uint64:
    """Key of all draws for one purpose in one month (negative in the burn-in) under one seed."""
    return np.uint64(_key_at(np.uint64(seed), np.uint64(purpose), np.uint64(month + _MONTHS_BEFORE)))


@njit(cache=True)
def _keys_at(seed, month_since_first):
    keys = np.empty(len(PURPOSES), np.uint64)
    for purpose in range(len(PURPOSES)):
        keys[purpose] = _key_at(seed, np.uint64(purpose), month_since_first)
    return keys


def month_keys(seed: int, month: int) -> np.ndarray:
    """uint64[len(PURPOSES)]: the keys of one month, indexed by purpose."""
    return np.asarray(_keys_at(np.uint64(seed), np.uint64(month + _MONTHS_BEFORE)))


@njit(cache=True, nogil=True)
def luck_of_many(at_key, first, count):
    """float64[count]: the luck of agents first, first + 1, ... under a key."""
    draws = np.empty(count)
    for i in range(count):
        draws[i] = luck(at_key, np.uint64(first + i))
    return draws
