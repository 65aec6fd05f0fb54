"""When does a package beat another, or fail: boxes and a small tree over a table of futures (docs/discover.md)."""
