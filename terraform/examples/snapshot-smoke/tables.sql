-- What is exported. Schema smoke: what RDS exports by its documentation, in every type of its table. Schema odd: what it
-- renames, skips, or may stumble over. Loaded once: what is there already is replaced.

BEGIN;
SET LOCAL client_min_messages = warning;
DROP SCHEMA IF EXISTS odd CASCADE;
DROP SCHEMA IF EXISTS smoke CASCADE;
CREATE SCHEMA smoke;
CREATE SCHEMA odd;

CREATE TYPE smoke.mood AS ENUM ('sad', 'glad');
CREATE TYPE smoke.pair AS (first integer, second text);
CREATE DOMAIN smoke.positive AS integer CHECK (VALUE > 0);

CREATE TABLE smoke.types (
  id bigserial PRIMARY KEY,
  a_boolean boolean, a_smallint smallint, a_smallserial smallserial, an_integer integer, a_serial serial, a_bigint bigint,
  a_real real, a_double double precision, a_bytea bytea, a_decimal decimal, a_decimal_10_2 decimal(10, 2), a_money money,
  an_array integer[], a_text_array text[], a_bit bit(3), a_bit_varying bit varying(8), a_char char, a_char_5 char(5),
  an_enum smoke.mood, a_name name, a_text text, a_tsvector tsvector, a_tsquery tsquery, a_varchar varchar(10), an_xml xml,
  a_date date, an_interval interval, a_time time, a_timetz timetz, a_timestamp timestamp, a_timestamptz timestamptz,
  a_box box, a_circle circle, a_line line, an_lseg lseg, a_path path, a_point point, a_polygon polygon,
  a_json json, a_jsonb jsonb, a_cidr cidr, a_composite smoke.pair, a_domain smoke.positive, an_inet inet,
  a_macaddr macaddr, a_pg_lsn pg_lsn, a_range int4range, a_uuid uuid, an_oid oid, a_regclass regclass);
INSERT INTO smoke.types DEFAULT VALUES;
INSERT INTO smoke.types
VALUES (DEFAULT, true, -32768, 1, -2147483648, 1, -9223372036854775808, 1.5, 0.1, '\x00ff', 12345.678900, 12.30, 12.34,
  '{1,NULL,3}', '{"","a,b","c\"d"}', B'101', B'1', 'x', 'ab', 'glad', 'a name', E'line\nbreak, \t "quotes" \u00e9 \U0001F600',
  'a fat cat', 'fat & cat', '0123456789', '<a>b</a>', '2026-11-21', '1 year 2 days 03:04:05.6', '01:02:03.456789',
  '01:02:03+05:30', '2026-11-21 01:02:03.456789', '2026-11-21 01:02:03.456789+00', '(1,1),(0,0)', '<(0,0),1>', '{1,-1,0}',
  '[(0,0),(1,1)]', '[(0,0),(1,1)]', '(1,2)', '((0,0),(1,1),(1,0))', '{"a": 1.0}', '{"a": 1.0}', '10.0.0.0/8',
  ROW(1, 'two'), 1, '10.0.0.1/24', '08:00:2b:01:02:03', '16/B374D848', '[1,10)', '00000000-0000-0000-0000-000000000001',
  42, 'smoke.types');
INSERT INTO smoke.types (a_text, a_varchar, a_char_5, a_bytea, a_json) VALUES ('', '', '', '', '""');

CREATE TABLE smoke.empty (id integer PRIMARY KEY, a_text text);
CREATE TABLE smoke.without_key (a_text text);
INSERT INTO smoke.without_key SELECT n::text FROM generate_series(1, 1000) n;
CREATE TABLE smoke.many (id bigint PRIMARY KEY, a_text text, a_moment timestamptz);
INSERT INTO smoke.many SELECT n * 1000, md5(n::text), timestamptz '2026-01-01' + n * interval '1 s'
  FROM generate_series(1, 200000) n;
CREATE TABLE smoke.big_text (id integer PRIMARY KEY, a_text text, a_jsonb jsonb);
INSERT INTO smoke.big_text SELECT n, repeat(md5(n::text), 500000), to_jsonb(repeat(md5((-n)::text), 500000))
  FROM generate_series(1, 3) n;
CREATE TABLE smoke.parts (id integer, a_text text, PRIMARY KEY (id)) PARTITION BY RANGE (id);
CREATE TABLE smoke.parts_1 PARTITION OF smoke.parts FOR VALUES FROM (0) TO (100);
CREATE TABLE smoke.parts_2 PARTITION OF smoke.parts FOR VALUES FROM (100) TO (200);
CREATE TABLE smoke.parts_empty PARTITION OF smoke.parts DEFAULT;
INSERT INTO smoke.parts SELECT n, 'part' FROM generate_series(0, 149) n;
CREATE TABLE smoke.generated (id integer GENERATED ALWAYS AS IDENTITY, doubled integer GENERATED ALWAYS AS (2 * half) STORED,
  half integer);
INSERT INTO smoke.generated (half) VALUES (1), (NULL);

-- Characters in the names of columns with which RDS skips a table.
CREATE TABLE odd.column_comma ("a,b" text);
CREATE TABLE odd.column_semicolon ("a;b" text);
CREATE TABLE odd.column_brace ("a{b}" text);
CREATE TABLE odd.column_parenthesis ("a(b)" text);
CREATE TABLE odd.column_equals ("a=b" text);
CREATE TABLE odd.column_space ("a b" text);
CREATE TABLE odd.column_tab (U&"a\0009b" text);
CREATE TABLE odd.column_newline (U&"a\000Ab" text);
INSERT INTO odd.column_comma VALUES ('x');
INSERT INTO odd.column_semicolon VALUES ('x');
INSERT INTO odd.column_brace VALUES ('x');
INSERT INTO odd.column_parenthesis VALUES ('x');
INSERT INTO odd.column_equals VALUES ('x');
INSERT INTO odd.column_space VALUES ('x');
INSERT INTO odd.column_tab VALUES ('x');
INSERT INTO odd.column_newline VALUES ('x');
-- Others, of which nothing is said.
CREATE TABLE odd.column_other ("a.b" text, "a-b" text, "a""b" text, "a/b" text, "gr\00f6" text, "Upper" text);
INSERT INTO odd.column_other VALUES ('1', '2', '3', '4', '5', '6');
-- Tables that it skips.
CREATE TABLE odd."slash/table" (a_text text);
CREATE UNLOGGED TABLE odd.unlogged (a_text text);
INSERT INTO odd."slash/table" VALUES ('x');
INSERT INTO odd.unlogged VALUES ('x');
-- Tables whose folders are named otherwise.
CREATE TABLE odd."space table" (a_text text);
CREATE TABLE odd."quote""table" (a_text text);
CREATE TABLE odd."back`tick" (a_text text);
CREATE TABLE odd."back\slash" (a_text text);
INSERT INTO odd."space table" VALUES ('x');
INSERT INTO odd."quote""table" VALUES ('x');
INSERT INTO odd."back`tick" VALUES ('x');
INSERT INTO odd."back\slash" VALUES ('x');
-- Two whose folders have one name.
CREATE TABLE odd."same name" (a_text text);
CREATE TABLE odd.same_name (a_text text);
INSERT INTO odd."same name" VALUES ('with a space');
INSERT INTO odd.same_name VALUES ('with an underscore');
-- Names that are legal and rare.
CREATE TABLE odd."dotted.name" (a_text text);
CREATE TABLE odd."Upper" (a_text text);
CREATE TABLE odd.U&"gr\00f6\00dfe" (a_text text);
CREATE TABLE odd.without_columns ();
CREATE TABLE odd.identifiers_only (an_oid oid);
INSERT INTO odd."dotted.name" VALUES ('x');
INSERT INTO odd."Upper" VALUES ('x');
INSERT INTO odd.U&"gr\00f6\00dfe" VALUES ('x');
INSERT INTO odd.without_columns DEFAULT VALUES;
INSERT INTO odd.identifiers_only VALUES (1);
-- What is like a table.
CREATE VIEW odd.a_view AS SELECT id FROM smoke.many;
CREATE MATERIALIZED VIEW odd.a_materialized_view AS SELECT id FROM smoke.parts;
-- Values at the ends of their types, and types that the table of types does not have.
CREATE TABLE odd.extremes (a_date date, a_timestamp timestamp, a_timestamptz timestamptz, a_numeric numeric, a_double float8);
INSERT INTO odd.extremes VALUES
  ('infinity', 'infinity', 'infinity', 'NaN', 'NaN'),
  ('-infinity', '-infinity', '-infinity', 1e-100, '-infinity'),
  ('4713-01-01 BC', '4713-01-01 00:00:00 BC', '4713-01-02 00:00:00+00 BC', 1e100, 'infinity'),
  ('5874897-12-31', '294276-12-31 23:59:59.999999', '294276-12-31 23:59:59.999999+00', -0.0, '-0');
CREATE TABLE odd.unlisted_types (a_macaddr8 macaddr8, an_internal_char "char", a_jsonpath jsonpath, a_range_array int4range[]);
INSERT INTO odd.unlisted_types VALUES ('08:00:2b:01:02:03:04:05', 'x', '$.a', '{"[1,2)"}');

CREATE TABLE smoke.loaded (id integer PRIMARY KEY, moment timestamptz NOT NULL);
INSERT INTO smoke.loaded VALUES (1, now());
COMMIT;
