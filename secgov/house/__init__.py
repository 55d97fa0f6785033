"""The rules of the house as checks that need no database: each gives sentences that name the place, none means yes."""

from collections.abc import Callable

from secgov.house import classified, doors, layers, pages, records, reference, source, tests

CHECKS: dict[str, Callable[[], list[str]]] = {
    "The younger app knows the elder, in imports": layers.imports,
    "The younger app knows the elder, in relations": layers.relations,
    "Imports stand at the top": source.deferred_imports,
    "Records are reached through the gate": source.unscoped_records,
    "The second wall is opened by named doors": doors.unlisted,
    "Verbs stand behind the second wall": doors.unopened_verbs,
    "What hangs on a record is behind the second wall": doors.unguarded_tables,
    "One record is fetched by visible_or_404": source.banned_names,
    "Nothing is written past history": source.writes_past_history,
    "The engine alone writes a status": source.written_statuses,
    "A file can be held in the head": source.long_files,
    "Nothing names a machine or a registry": source.machine_paths,
    "Templates decide nothing and fetch nothing": pages.thoughts,
    "Nothing is inline": pages.inline,
    "Every template is used": pages.unused,
    "What the gate looks at is indexed": records.unindexed_gates,
    "Every word is classified by something": classified.unclassified,
    "Who and when come in pairs": records.unguarded_pairs,
    "Lifecycles are whole": records.broken_lifecycles,
    "Migrations are one line and up to date": records.migrations,
    "Every rule has its test": tests.untested_rules,
    "The reference pages are up to date": reference.outdated,
}
