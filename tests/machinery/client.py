"""A user of the embedded PostgreSQL: for each line it reads it adds a row, and says how many there are.

It works as the schema's owner, because it brings its own table, and like a web worker between two requests.
"""

import sys

import django
from django.db import close_old_connections, connection

django.setup()
with connection.cursor() as cursor:
    cursor.execute("SELECT pg_advisory_xact_lock(1); CREATE TABLE IF NOT EXISTS line (words text)")
print("ready", flush=True)
for line in sys.stdin:
    connection.health_check_done = False
    close_old_connections()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO line VALUES (%s)", [line.strip()])
        cursor.execute("SELECT count(*) FROM line")
        print(cursor.fetchone()[0], flush=True)
