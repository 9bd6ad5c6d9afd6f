"""The views for people, made anew whenever an archive is brought to a newer form: they hold no data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from sqlalchemy import Connection

_EACH_CELL = {
    "sqlite": """
        SELECT t.document, t.id AS table_id, c.value ->> 'row' AS row_number, c.value ->> 'column' AS column_number,
          c.value ->> 'rowspan' AS rowspan, c.value ->> 'colspan' AS colspan, c.value ->> 'head' AS is_head,
          c.value ->> 'text' AS cell_text, c.value ->> 'start' AS span_start, c.value ->> 'end' AS span_end,
          c.value ->> 'page' AS page
        FROM tables t, json_each(t.cells) c""",
    "postgresql": """
        SELECT t.document, t.id AS table_id, (c ->> 'row')::int AS row_number, (c ->> 'column')::int AS column_number,
          (c ->> 'rowspan')::int AS rowspan, (c ->> 'colspan')::int AS colspan, (c ->> 'head')::boolean AS is_head,
          c ->> 'text' AS cell_text, (c ->> 'start')::int AS span_start, (c ->> 'end')::int AS span_end,
          (c ->> 'page')::int AS page
        FROM tables t, jsonb_array_elements(t.cells) c""",
}

#: Publications of one số hiệu of one day and issuer, in the order in which they came; the last of them counts. One that
#: does not tell its issuer is of the only issuer that others of its number and day tell.
_VERSIONS = """
    WITH told AS (
      SELECT key, id, number, issuer, issued_on, arrived,
        coalesce(issuer, CASE WHEN min(issuer) OVER same = max(issuer) OVER same THEN min(issuer) OVER same END, '')
          AS of_issuer
      FROM documents
      WHERE number IS NOT NULL AND issued_on IS NOT NULL AND (kind <> 'article' OR announces_number IS NULL)
      WINDOW same AS (PARTITION BY number, issued_on))
    SELECT key AS document, id, number, issuer, issued_on, arrived,
      row_number() OVER w AS version_number,
      lag(id) OVER w AS former,
      lead(id) OVER w AS successor
    FROM told WINDOW w AS (PARTITION BY number, issued_on, of_issuer ORDER BY arrived)"""

#: What counts once: no former publication, and no article about a decision that the archive holds itself, or that a
#: later article is about, as far as both tell date and issuer.
_COUNTED = """
    SELECT d.* FROM documents d
    WHERE NOT EXISTS (SELECT 1 FROM v_versions v WHERE v.document = d.key AND v.successor IS NOT NULL)
      AND NOT (d.kind = 'article' AND d.announces_number IS NOT NULL AND (
        EXISTS (SELECT 1 FROM documents o
          WHERE o.number = d.announces_number AND (o.issued_on = d.announces_issued_on) IS NOT FALSE
            AND (o.issuer = d.announces_issuer) IS NOT FALSE)
        OR EXISTS (SELECT 1 FROM documents o
          WHERE o.announces_number = d.announces_number AND o.kind = 'article' AND o.arrived > d.arrived
            AND (o.announces_issued_on = d.announces_issued_on) IS NOT FALSE
            AND (o.announces_issuer = d.announces_issuer) IS NOT FALSE)))"""

#: Totals in VND that no wider total of the same document covers: by activity, by period, by amount where these are the
#: same and the larger names no other source. What is said twice counts once; in doubt too little is counted, not too
#: much.
_TOTALS = """
    WITH totals AS (
      SELECT f.* FROM funding f JOIN v_counted d ON d.key = f.document
      WHERE f.role = 'total' AND f.part_of IS NULL AND f.currency = 'VND' AND f.nature = 'spend'
        AND f.low_vnd IS NOT NULL)
    SELECT t.document, min(t.id) AS id, t.activity, t.source, t.low_vnd, t.high_vnd, t.period_from, t.period_to
    FROM totals t
    WHERE NOT EXISTS (
      SELECT 1 FROM totals o
      WHERE o.document = t.document
        AND (o.activity IS NULL OR o.activity = t.activity OR t.activity LIKE o.activity || '/%')
        AND (o.period_from IS NULL OR (o.period_from <= t.period_from AND o.period_to >= t.period_to)
             OR (t.period_from IS NULL AND o.activity IS NULL AND t.activity IS NOT NULL))
        AND (coalesce(o.activity, '') <> coalesce(t.activity, '')
             OR coalesce(o.period_from, 0) <> coalesce(t.period_from, 0)
             OR coalesce(o.period_to, 0) <> coalesce(t.period_to, 0)
             OR (o.low_vnd > t.low_vnd AND o.source IN (t.source, 'unspecified'))))
    GROUP BY t.document, t.activity, t.source, t.low_vnd, t.high_vnd, t.period_from, t.period_to"""

#: Each basis by itself counts every đồng once; never add up two of them. By source a total counts as its parts by
#: source; where only its parts are split so (the rows of a table), as theirs, and a part without any as its own.
_FUNDING = """
    WITH RECURSIVE parts AS (
      SELECT document, id, part_of, breakdown AS basis, source, low_vnd, high_vnd, period_from, period_to
      FROM funding
      WHERE role = 'part' AND currency = 'VND' AND nature = 'spend' AND low_vnd IS NOT NULL AND breakdown IS NOT NULL),
    by_source AS (
      SELECT document, id, NULL AS whole, 'total' AS basis, source, low_vnd, high_vnd, period_from, period_to
      FROM v_totals
      UNION ALL
      SELECT p.document, p.id, n.id, p.basis, p.source, p.low_vnd, p.high_vnd,
        coalesce(p.period_from, n.period_from), coalesce(p.period_to, n.period_to)
      FROM by_source n JOIN parts p ON p.document = n.document AND p.part_of = n.id
      WHERE n.basis <> 'source' AND p.basis = coalesce(
        (SELECT min(d.basis) FROM parts d WHERE d.document = n.document AND d.part_of = n.id AND d.basis = 'source'),
        (SELECT min(d.basis) FROM parts d JOIN parts s ON s.document = d.document AND s.part_of = d.id
         WHERE d.document = n.document AND d.part_of = n.id AND s.basis = 'source'))),
    counted AS (
      SELECT document, 'total' AS basis, source, low_vnd, high_vnd, period_from, period_to FROM v_totals
      UNION ALL
      SELECT p.document, p.basis, p.source, p.low_vnd, p.high_vnd,
        coalesce(p.period_from, t.period_from), coalesce(p.period_to, t.period_to)
      FROM parts p JOIN v_totals t ON t.document = p.document AND t.id = p.part_of
      WHERE p.basis <> 'source'
      UNION ALL
      SELECT document, 'source', source, low_vnd, high_vnd, period_from, period_to FROM by_source
      WHERE (document, id) NOT IN (SELECT document, whole FROM by_source WHERE whole IS NOT NULL))
    SELECT basis, source, period_from, period_to, count(*) AS records, count(DISTINCT document) AS documents,
      sum(low_vnd) AS low_vnd, sum(coalesce(high_vnd, low_vnd)) AS high_vnd
    FROM counted GROUP BY basis, source, period_from, period_to"""

#: Targets by unit and period, each once however often its document states it; percentages are counted, not added.
_TARGETS = """
    SELECT t.unit, t.period_from, t.period_to, count(*) AS targets, count(DISTINCT t.document) AS documents,
      CASE WHEN t.unit = '%' THEN NULL ELSE sum(CAST(t.low AS NUMERIC)) END AS low,
      CASE WHEN t.unit = '%' THEN NULL ELSE sum(CAST(coalesce(t.high, t.low) AS NUMERIC)) END AS high
    FROM targets t JOIN v_counted d ON d.key = t.document
    WHERE t.same_as IS NULL AND t.unit IS NOT NULL
    GROUP BY t.unit, t.period_from, t.period_to"""


def views(dialect: str) -> dict[str, str]:
    """The query of each view by its name, those that others rest on first."""
    return {
        "v_cells": _EACH_CELL[dialect],
        "v_versions": _VERSIONS,
        "v_counted": _COUNTED,
        "v_totals": _TOTALS,
        "v_funding_by_source_year": _FUNDING,
        "v_targets_by_unit": _TARGETS,
    }


def drop_views(connection: Connection) -> None:
    """Remove the views, so that the tables under them may change."""
    for name in reversed(views(connection.dialect.name)):
        connection.exec_driver_sql(f"DROP VIEW IF EXISTS {name}")


def make_views(connection: Connection) -> None:
    """Make all views."""
    for name, query in views(connection.dialect.name).items():
        connection.execute(text(f"CREATE VIEW {name} AS {query.replace(':', chr(92) + ':')}"))
