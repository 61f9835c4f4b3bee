"""Who may do what, and what a page may load: the doors of the server."""
