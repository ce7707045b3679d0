"""Rasa, run inside this process: the model, the store, the actions, the voice."""
