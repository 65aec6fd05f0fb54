"""The 14 barriers, their breakthroughs and levers, declared once as data, and what a package makes of them."""
