"""What builds and measures the assistant; nothing here is part of it."""
