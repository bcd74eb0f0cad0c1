"""The second lock: PostgreSQL's row-level security over every table that holds a practice's rows.

Which tables these are is found, not listed: those with a practice, and those that hang on one of them by a foreign key (the rows of a
many-to-many relation too). After each migration every one gets a policy that compares its practice with the scope the session was told
(``claimwright.practices``; nothing told, nothing seen), ENABLE and FORCE, and rights for the application's own role, which owns no table.
A few tables are needed before a practice is known; :data:`OPENINGS` says which, and for what. On SQLite none of this exists: there the
application's scope is the only lock. Source: PostgreSQL documentation, "Row Security Policies", "CREATE POLICY".
"""

# ruff: noqa: S608 - the names in these statements are those of our own tables
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, connections, models, transaction

PRACTICES = "(SELECT nullif(current_setting('claimwright.practices', true), '')::bigint[])::bigint[]"
PERSON = "(SELECT nullif(current_setting('claimwright.person', true), '')::bigint)"
PURPOSE = "(SELECT current_setting('claimwright.crossing', true))"
"""What the session was told, each read once for a statement and not for every row: a scalar subquery is an InitPlan."""
CROSSINGS = {
    "trail": "append to the one audit chain, and walk it",
    "work": "find which practices there are, to take up the jobs of each in its own scope",
    "token": "find the token that a call names",
    "setup": "make a practice and its first members, from the command line or by the owner of its organisation",
}
"""Purposes that concern no single practice. None of them opens a table with patients."""
OPENINGS = {
    "kit.AuditEvent": f"{PURPOSE} = 'trail'",
    "accounts.Membership": f"user_id = {PERSON} OR {PURPOSE} = 'setup'",
    "accounts.ServiceToken": f"{PURPOSE} = 'token'",
    "practices.Practice": f"{PURPOSE} IN ('setup', 'work') OR EXISTS (SELECT 1 FROM accounts_membership m"
    f" WHERE m.practice_id = practices_practice.id AND m.user_id = {PERSON})",
    "practices.Organisation": f"{PURPOSE} = 'setup'",
}
"""What else opens a table's rows: a person finds her memberships and the names of their practices; the crossings above."""


def tell(scope: Any, connection: Any = connection) -> None:
    """Tell an open connection whose rows may be seen; one that is not open yet is told when it opens."""
    if connection.vendor != "postgresql" or connection.connection is None:
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('claimwright.practices', %s, false), set_config('claimwright.person', %s, false),"
                " set_config('claimwright.crossing', %s, false)",
                [f"{{{','.join(map(str, sorted(scope.practices)))}}}", str(scope.person or ""), scope.crossing],
            )
    except DatabaseError:
        # A transaction that has failed takes the setting back with everything else. Outside of one, a connection that
        # does not know its scope must not live on: the next one is told when it opens.
        if not connection.in_atomic_block:
            connection.close()


def holding() -> dict[type[models.Model], str]:
    """Every model whose table holds rows of a practice, and the condition under which a row is seen."""
    found: dict[type[models.Model], str] = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy and (condition := _condition(model)):
            found[model] = condition
    return found


def _condition(model: type[models.Model], above: tuple[type[models.Model], ...] = ()) -> str:
    """The condition on a row of this model; "" where it belongs to no practice. ``above``: the models on the way here."""
    label = model._meta.label
    if label == "practices.Practice":
        own = f"id = ANY({PRACTICES})"
    elif label == "practices.Organisation":
        own = "id IN (SELECT organisation_id FROM practices_practice)"
    else:
        own = _by_practice(model) or _by_parents(model, (*above, model))
    return " OR ".join(filter(None, (own, OPENINGS.get(label)))) if own else ""


def _references(model: type[models.Model]) -> Iterator[Any]:
    return (field for field in model._meta.local_fields if field.is_relation and field.related_model is not None)


def _by_practice(model: type[models.Model]) -> str:
    columns = [field.column for field in _references(model) if field.related_model._meta.label == "practices.Practice"]
    return " AND ".join(f'"{column}" = ANY({PRACTICES})' for column in columns)


def _by_parents(model: type[models.Model], above: tuple[type[models.Model], ...]) -> str:
    """Seen where every row it hangs on is seen, and it hangs on one at least."""
    table, parents = model._meta.db_table, []
    for field in _references(model):
        parent = field.related_model
        if parent not in above and _condition(parent, above):
            key = f'up."{field.target_field.column}" = "{table}"."{field.column}"'
            parents.append((field, f'EXISTS (SELECT 1 FROM "{parent._meta.db_table}" up WHERE {key})'))
    must = [test for field, test in parents if not field.null]
    may = [f'("{field.column}" IS NULL OR {test})' for field, test in parents if field.null]
    some = [] if must else [" OR ".join(f'"{field.column}" IS NOT NULL' for field, _ in parents)]
    return " AND ".join(f"({test})" for test in (*must, *may, *some)) if parents else ""


def release(using: str) -> None:
    """Let the tables' owner see all rows while it migrates them; everybody else stays locked out."""
    _each(using, ("ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",))


def lock(using: str) -> None:
    """Put the policies on every table that holds a practice's rows, and give the application's role what it needs and no more."""
    _each(
        using,
        (
            "ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            "ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            "DROP POLICY IF EXISTS by_practice ON {table}",
            "CREATE POLICY by_practice ON {table} USING ({condition})",
        ),
    )
    application = settings.DATABASES["default"].get("USER")
    if connections[using].vendor == "postgresql" and application != connections[using].settings_dict["USER"]:
        _grant(using, application)


def _each(using: str, statements: tuple[str, ...]) -> None:
    opened = connections[using]
    if opened.vendor != "postgresql":
        return
    there = set(opened.introspection.table_names())
    with transaction.atomic(using=using), opened.cursor() as cursor:
        for model, condition in holding().items():
            if model._meta.db_table in there:
                for statement in statements:
                    cursor.execute(statement.format(table=opened.ops.quote_name(model._meta.db_table), condition=condition))


def _grant(using: str, role: str) -> None:
    """All but TRUNCATE, REFERENCES and TRIGGER on tables; no DELETE on append-only ones; no CREATE on the schema.

    To lock a row is to have UPDATE: on append-only tables the trigger refuses that, and only their owner could take it off.
    """
    from .append_only import append_only

    opened = connections[using]
    name = opened.ops.quote_name(role)
    with transaction.atomic(using=using), opened.cursor() as cursor:
        cursor.execute(f"REVOKE CREATE ON SCHEMA public FROM PUBLIC; GRANT USAGE ON SCHEMA public TO {name}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}")
        for model in append_only():
            cursor.execute(f"REVOKE DELETE ON {opened.ops.quote_name(model._meta.db_table)} FROM {name}")
        cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {name}")
