"""What the effects of packages hang on: all that is set by hand varies, in groups, and packages are run beside today each time.

`python -m calibration.sensitivity --out calibration/sensitivity/results` makes the tables, `python -m docs.sensitivity` the page.
"""
