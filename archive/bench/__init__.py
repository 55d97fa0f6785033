"""The budgets of the product, measured as ratios to a floor in one run, in a database of the run's own."""
