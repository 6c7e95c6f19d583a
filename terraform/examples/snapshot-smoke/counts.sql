-- The rows of every table of schema smoke as JSON; the partitions of a table within it.
WITH counted AS (
  SELECT c.oid, format('%s.%s', n.nspname, c.relname) AS name, c.relispartition,
    (xpath('/row/rows/text()',
      query_to_xml(format('SELECT count(*) AS rows FROM %I.%I', n.nspname, c.relname), false, true, '')))[1]::text::bigint
      AS rows
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = 'smoke' AND c.relkind IN ('r', 'p'))
SELECT json_object_agg(t.name, json_build_object('rows', t.rows, 'partitions',
  (SELECT coalesce(json_object_agg(p.name, p.rows), '{}')
   FROM counted p JOIN pg_inherits i ON i.inhrelid = p.oid WHERE i.inhparent = t.oid)))
FROM counted t WHERE NOT t.relispartition;
