"""What surrounds a claim: the gates it must pass, the words that set its status, the question it answers."""
