"""What Telegram knows and its rules for texts: people, chats and messages, entities, HTML, links, keyboards."""
