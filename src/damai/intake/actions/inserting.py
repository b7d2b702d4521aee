"""Insert rows that may be there already, and know which were not."""

from collections.abc import Sequence

from django.db import connection, models

ROWS_AT_ONCE = 400  # 400 rows of 15 columns stay below the number of values SQLite allows in one statement
# Fields whose values (str, bytes, int, bool, None) go into the database as they are.
AS_THEY_ARE = (models.CharField, models.BinaryField, models.IntegerField, models.BooleanField, models.ForeignKey)


def insert_ignoring(model: type[models.Model], rows: Sequence[models.Model], *, returning: tuple[str, ...] = ()) -> list[tuple]:
    """Insert rows; those that a unique constraint refuses are left out. Returns columns of those that were inserted.

    Django's bulk_create(ignore_conflicts=True) cannot say which rows went in; SQLite and PostgreSQL both can.
    """
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    # Asking Django to convert what both drivers take as it is costs a quarter of a submission's time.
    plain = [isinstance(field, AS_THEY_ARE) for field in fields]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    one = "(" + ", ".join(["%s"] * len(fields)) + ")"
    back = f" RETURNING {', '.join(quote(name) for name in returning)}" if returning else ""
    result: list[tuple] = []
    with connection.cursor() as cursor:
        for start in range(0, len(rows), ROWS_AT_ONCE):
            chunk = rows[start : start + ROWS_AT_ONCE]
            values = [
                getattr(row, field.attname) if as_it_is else field.get_db_prep_save(getattr(row, field.attname), connection)
                for row in chunk
                for field, as_it_is in zip(fields, plain, strict=True)
            ]
            # S608: only names of our own columns are put into the statement; every value is a parameter
            cursor.execute(
                f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES {', '.join([one] * len(chunk))}"  # noqa: S608
                f" ON CONFLICT DO NOTHING{back}",
                values,
            )
            if returning:
                result += cursor.fetchall()
    return result
