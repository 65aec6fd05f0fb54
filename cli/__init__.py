"""The ``loopbrug`` command: reads what the user asks, lets ``sim`` do the work, shows the answer. Thin on purpose."""
