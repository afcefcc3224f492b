"""Queries that are compiled once and asked again and again with other numbers.

Django puts a query together from objects and compiles it to SQL each time it is asked. For the few
rows that a story's page needs, that takes several times as long as the database's answer: with
prepared queries the page took half the processor (`benchmarks/serve.py`). A prepared query is
written in Django's own language, so that it runs on every database and its fields are checked;
only its SQL is kept. The price is a look at what Django does not promise to keep: how a compiler
describes its columns, and what fills in related rows. tests/stories/test_prepared.py notices.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import connection
from django.db.models import BigIntegerField, Expression, QuerySet
from django.db.models.query import get_related_populators

Row = TypeVar("Row")

# How many numbers a query asked for is part of its SQL. Lists are filled up to the next of these
# sizes and on by doubling, so that a query is compiled a few times and not once for each length.
_SIZES = (1, 2, 4, 8, 16, 32)


class _Place(NamedTuple):
    """What stands among a prepared query's parameters in the place of a value."""

    argument: int
    position: int


class Slot(Expression):
    """A place in a query for what is given when it is asked: a number, or so many in a list."""

    def __init__(self, argument: int, size: int = 0) -> None:
        super().__init__(output_field=BigIntegerField())
        self.argument = argument
        self.size = size

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """Placeholders, and where their values will come from."""
        places = [_Place(self.argument, position) for position in range(self.size or 1)]
        return (f"({', '.join(['%s'] * self.size)})" if self.size else "%s"), places


@dataclass(frozen=True)
class _Plan:
    """One compiled form: the SQL, its parameters with places among them, and what reads a row."""

    sql: str
    parameters: tuple[Any, ...]
    compiler: Any
    converters: Mapping[int, Any]
    read: Callable[[Any], Any]

    def ask(self, values: Sequence[Sequence[int]]) -> list[Any]:
        parameters = [
            values[value.argument][value.position] if isinstance(value, _Place) else value
            for value in self.parameters
        ]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, parameters)
            rows = cursor.fetchall()
        if self.converters:
            rows = self.compiler.apply_converters(rows, self.converters)
        return [self.read(row) for row in rows]


class Prepared(Generic[Row]):
    """A query of numbers and lists of numbers, called like a function: its rows in a list.

    ``build`` makes the query; each of its arguments is a `Slot`, to be compared with (``=`` for a
    number, ``IN`` for a list). It returns a query of model instances (``select_related`` and
    ``only`` work, prefetching does not), or one of ``values_list`` together with the ``row`` that
    takes a row's values.
    """

    def __init__(
        self, build: Callable[..., QuerySet[Any, Any]], *, row: Callable[..., Row] | None = None
    ) -> None:
        self._build = build
        self._row = row
        self._plans: dict[tuple[int, ...], _Plan] = {}

    def __call__(self, *values: Any) -> list[Row]:
        """The rows for these values; no query and no rows when one of the lists is empty."""
        shape = tuple(_size(len(value)) if isinstance(value, list) else 0 for value in values)
        filled = [
            _filled(value, size) if isinstance(value, list) else (value,)
            for value, size in zip(values, shape, strict=True)
        ]
        if not all(filled):
            return []
        plan = self._plans.get(shape)
        if plan is None:
            # Two threads may do it at once: they find the same.
            plan = self._plans[shape] = self._compile(shape)
        return plan.ask(filled)

    def _compile(self, shape: tuple[int, ...]) -> _Plan:
        slots = [Slot(argument, size) for argument, size in enumerate(shape)]
        compiler = self._build(*slots).query.get_compiler(using=connection.alias)
        sql, parameters = compiler.as_sql()
        return _Plan(
            sql=sql,
            parameters=tuple(parameters),
            compiler=compiler,
            converters=compiler.get_converters([column for column, *_ in compiler.select]),
            read=self._reader(compiler),
        )

    def _reader(self, compiler: Any) -> Callable[[Any], Any]:
        """What makes a result of a row: as Django's own ``ModelIterable`` does for instances."""
        if (row := self._row) is not None:
            return lambda values: row(*values)
        described = compiler.klass_info
        model, fields = described["model"], described["select_fields"]
        first, end = fields[0], fields[-1] + 1
        names = [column.target.attname for column, *_ in compiler.select[first:end]]
        related = get_related_populators(  # type: ignore[call-arg]  # the stubs are of Django 6
            described, compiler.select, connection.alias
        )
        annotations = tuple(compiler.annotation_col_map.items())

        def instance(values: Any) -> Any:
            made = model.from_db(connection.alias, names, values[first:end])
            for populator in related:
                populator.populate(values, made)
            for name, position in annotations:
                setattr(made, name, values[position])
            return made

        return instance


def _size(count: int) -> int:
    """The size of list that ``count`` numbers are filled up to; 0 for none."""
    if count > _SIZES[-1]:
        return 1 << (count - 1).bit_length()
    return next(size for size in (0, *_SIZES) if count <= size)


def _filled(values: Sequence[int], size: int) -> Sequence[int]:
    """``values`` with the last one repeated: asked for twice, a row comes once."""
    return [*values, *[values[-1]] * (size - len(values))] if values else values
