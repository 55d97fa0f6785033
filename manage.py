#!/usr/bin/env python
"""The project's commands; those that change the schema connect as its owner, all others as the web role."""

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from secgov import database, processes
from secgov.embedded.server import NotRunningError
from secgov.wall.standing import Claims, stand_by_default


def main() -> None:
    processes.end_with_named_parent()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secgov.settings")
    database.choose_role(sys.argv[1] if len(sys.argv) > 1 else "")
    # Commands and the tasks of their worker; the web server is none of them.
    stand_by_default(Claims(system="a command or a task"))
    try:
        settings.DATABASES  # noqa: B018  (read here, so that a wrong setting is a sentence and not a traceback)
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, NotRunningError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
