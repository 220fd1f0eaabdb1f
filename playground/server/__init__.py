"""The server bots call: HTTP, the Bot API and its methods, updates and webhooks, flood limits, faults, files."""
