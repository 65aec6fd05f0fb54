"""Sweeps: many worlds asked for by one file, on this machine or on a cluster, into one folder that goes on where it was.

`spec` reads and checks the file, `job` is one seed with a slice of the arms, `cluster` runs jobs elsewhere (`experiments.processes`
here), `store` keeps what they found, `sweep` puts these together, and `table` reads a folder back.
"""
