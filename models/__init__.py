"""What is true: the guidance's rules, the record, and the office's work on it."""
