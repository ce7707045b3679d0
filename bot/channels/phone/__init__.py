"""The assistant on the phone: one short question at a time, answered by voice or keypad."""
