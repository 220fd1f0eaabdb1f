"""What the bot's admins do: feeds, processes, corrections, broadcasts, health."""
