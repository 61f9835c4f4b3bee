"""Who may use an archive through a server, who is logged in, and who did what."""
