"""The fold: how claims become a status and its history. Pure."""
