"""What news *is*: feeds, items, processes, claims, status, chats. Standard library only; no I/O and no
clock."""
