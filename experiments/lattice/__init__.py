"""Every subset of the breakthroughs of a package, each paired with today in the same worlds, and what follows from all of them.

An *arm* is a subset, written as a bit mask: bit k stands for breakthrough k of `parts_of`, mask 0 is today. `columns.py` the
numbers kept of a run, `terms.py` what each arm lives under, `fill.py` the runs, `store.py` the folder they land in, `games.py`
what each breakthrough is worth, `answers.py` the questions, `table.py` the small table that ships.
"""
