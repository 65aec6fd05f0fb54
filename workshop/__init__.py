"""The workshop: tables of people who each play a whole labour market, round by round, with a facilitator and a big screen.

Every table is a team with a world of its own, and all worlds have the same luck, so that differences are choices. A seat at a
table holds one or more of the eight roles; a role has levers of its own, and points to set them with.

- `roles`, `cards`: who pulls what, and the twelve dilemmas, read from the YAML files beside them.
- `acts`: what can be done, each with its fields. A session is nothing but the list of its acts.
- `session`: the state that follows from acts, and nothing else: `after(session, act)`. Frozen, so it can be kept and compared.
- `rules`: who may do what and when, in one sentence where it cannot: `check(session, who, act)`.
- `keys`: the facilitator's key, the code of a session, the token of a seat: never kept, only their hashes.
- `store`: acts and results in SQLite. What was acted is there after a crash; sessions do not see each other.
- `market`: the round's run: each table's choices, today's course, and what if all tables did the middle of what tables chose.
- `scores`: what a run says of a table, and who can be told apart from whom.
- `contributed`: what each breakthrough of a table adds, by the lattice.
- `debrief`: the path of each table, what it expected, what nobody tried, what the model does not know.
- `rehearsal`: scripted tables that play a session through the same acts.
"""
