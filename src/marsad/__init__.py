"""Marsad (مرصد): who says what, on whose word.

>>> import marsad
>>> for document in marsad.read("article.txt"):          # doctest: +SKIP
...     for claim in marsad.analyse(document).claims:
...         print(claim.chain[-1].name, claim.stance)
"""
