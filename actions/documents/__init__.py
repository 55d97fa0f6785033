"""What the pages of actions show: the log, one action's story, and what is outstanding at a meeting."""
