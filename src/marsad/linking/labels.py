def label(terms): return {"en": " ".join([t for t in terms if t[0] in "anpe"][:6])}
