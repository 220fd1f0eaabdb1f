"""Stories: which items tell of one event. Pure."""
