"""Docking: the model's phases configured as another model, to see that they give what is known of it.

The other model is the occupational mobility model of del Rio-Chanona, Mealy, Beguerisse-Díaz, Lafond and Farmer, "Occupational
mobility and automation: a data-driven network model", J. R. Soc. Interface 18: 20200898 (2021). It has no firms, wages, ageing or
policies. `docs/docking.md` tells the equations as built, what is shared with the month and what is not.

Every state is counted in people (or in simulated people), every flow in people a step; one step is 6.75 weeks.
"""
