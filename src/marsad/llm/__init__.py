"""The reader that asks a language model who says what; used only where somebody asks for it.

The model is handed a text and gives passages of it. Each passage is looked for in the text, and
what is not there is refused: so nothing of an answer but places in the text ever leaves this room.
"""
