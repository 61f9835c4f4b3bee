"""What documents assert, ready to be compared: statements, their terms and quantities."""
