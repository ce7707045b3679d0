"""The assistant by SMS: the same questions, in messages of two SMS at most."""
