"""Words of `bench`."""

TEXTS: dict[str, dict[str, str]] = {
    "bound": {"nl": "Grens", "en": "Bound"},
    "met": {"nl": "Gehaald", "en": "Met"},
    "how_to_read_bench": {
        "nl": "Gemeten op {system} {processor}, {cores} processorkernen, met Python {python}, numba {numba} en loopbrug "
        "{loopbrug}. Een meetlat is een vaste, eenvoudige rekenstap voor alle mensen. Verhoudingen zijn in een keer gemeten, met "
        "een verse wereld die niet is ingelopen; inlopen telt nergens mee.",
        "en": "Measured on {system} {processor}, {cores} processor cores, with Python {python}, numba {numba} and loopbrug "
        "{loopbrug}. A yardstick is one fixed, simple pass over all people. Ratios were measured in one run, in a fresh world "
        "that was not burnt in; no line counts a burn-in.",
    },
}
