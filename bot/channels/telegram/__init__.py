"""The assistant on Telegram: what comes in is kept before it is answered, and answered once."""
