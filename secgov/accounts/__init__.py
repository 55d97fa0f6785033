"""Accounts and signing in: how allauth is made to speak and to behave as the house does (docs/adr/0014)."""
