"""The tests, app by app as the project is."""
