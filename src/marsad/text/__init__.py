"""Characters: folding with the way back, tokens, sentences and quotations, a page opened once."""
