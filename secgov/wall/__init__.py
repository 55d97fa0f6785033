"""The second wall: row-level security, so that a query which forgets the gate gets nothing it should not (ADR 15).

Each connection tells PostgreSQL who reads (`claims`), and the policies of each table (`policies`) answer as the gate
does. Nobody has said so yet: nobody reads, and there are no rows.

- `standing`: who reads now, in this thread; nothing of Django's, because the engine needs it before the apps are there
- `base`: the engine, which tells the server before a statement when it has changed
- `claims`: what the server is told of a reader
- `doors`: where the reader changes: a request, a verb of the record, a command, and the few named doors in pages
- `policies`, `installing`: the policies in SQL, and how the schema's owner puts them on after migrating
"""
