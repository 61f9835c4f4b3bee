"""What people say of claims: recorded, laid over the readings, and counted."""
