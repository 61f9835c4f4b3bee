"""How propositions stand to each other, and how each stands."""
