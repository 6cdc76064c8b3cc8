"""What is read out of a diary."""
