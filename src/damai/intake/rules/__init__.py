"""What decides without touching: how messages are sealed, what a receipt is, what a file contains."""
