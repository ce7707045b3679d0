"""The window in a real WordPress, embedded as the council's guide says."""
