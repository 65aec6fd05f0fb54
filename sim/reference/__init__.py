"""The readable engine, and the judge of the fast one: the same month, lived one agent at a time in a mesa.Model.

Start at `model.py`: `LabourMarket.step` reads like the list in the model document, and each phase has a function of
the same name as in `sim/month`. Agents carry their columns as attributes. Behaviour comes from the rules in
`sim/agents` and from the same addressed luck, so a history is identical to the fast engine's, person by person.
"""
