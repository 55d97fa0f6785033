"""Pages of the meetings app: reading minutes, writing them, and giving them out."""
