"""Language packs: what a language is, as data, loaded, checked and frozen."""
