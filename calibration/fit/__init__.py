"""Estimating parameters from targets, for any simulator: screen, history matching in waves, posterior, synthetic truths.

Everything works in unit coordinates: 0 at the low end of a parameter's range and 1 at the high end, along a logarithm where
the space says so. `space` says what is searched and what is aimed at; `store` and `evaluate` run and keep runs.
"""
