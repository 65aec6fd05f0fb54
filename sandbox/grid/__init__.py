"""The grid: effects of each lever alone and of each shipped package, computed beforehand, from which the page estimates at once.

An estimate adds up: the packages that are chosen, and for every lever that stands elsewhere than in them what it does alone. What
measures do together (their interplay) is not in it, and the page says so. Exact pairs of runs take its place.

    python -m sandbox.grid.make          # compute what is missing or old, and keep it in found/
"""
