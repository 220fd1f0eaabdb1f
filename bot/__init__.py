"""The process: command line, settings, wiring, schedule, Telegram out, health. Everything below is put
together here."""
