"""A PostgreSQL of the project's own for the demo and the tests, started by whoever first connects.

As a Django database engine it is named `secgov.embedded`; importing it starts nothing.

- Every process that uses the server holds a shared lock on one file for as long as it lives (`server.py`).
- The *keeper* (`keeper.py`) starts PostgreSQL, is its parent, and waits for the exclusive lock on that file:
  it gets it when the last user has gone, however it went, and then stops PostgreSQL and ends.
- A second lock is inherited by PostgreSQL and every process of it, so that a new keeper knows for certain
  when nothing of a former one is left (`cluster.py`).
"""

DATABASE = "secgov"
ROLES = {"owner": "secgov_owner", "web": "secgov_web"}
