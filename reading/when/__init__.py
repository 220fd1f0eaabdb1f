"""When something starts and ends, and how long it lasts."""
