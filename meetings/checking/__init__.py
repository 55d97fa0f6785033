"""What can be told from the words of minutes alone: promises, acronyms, misspelt names, initials. Pure, like
outcome_sentences: nothing here asks the database."""
