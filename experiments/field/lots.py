"""The lots that a researcher draws. They are no part of the world: whoever is drawn keeps the luck they had."""

import zlib

import numpy as np


def lots(seed: int, purpose: str) -> np.random.Generator:
    """Lots for one purpose in the world of a seed: the same each time, and others for another purpose."""
    return np.random.default_rng([seed, zlib.crc32(purpose.encode())])
