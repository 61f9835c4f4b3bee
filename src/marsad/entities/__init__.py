"""Who and where: the actors and places that the lists know, and how they are found by name."""
