"""The assistant on a SIP line of this machine, to be called from any softphone on it."""
