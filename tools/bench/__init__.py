"""What a turn costs: the assistant as shipped against Rasa's default set-up, in one run."""
