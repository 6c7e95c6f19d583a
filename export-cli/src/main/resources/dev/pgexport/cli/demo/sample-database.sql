-- The sample database: a chess club's, with one of everything that makes exporting a PostgreSQL database hard.
-- The same at every run: 100,000 rows, and as many in the biggest table as the setting demo.rows says. Needs PostgreSQL
-- 14 or later.

SET client_min_messages = warning;

-- Types: enum, domain, composite, range, collation-free text
CREATE TYPE piece AS ENUM ('pawn', 'knight', 'bishop', 'rook', 'queen', 'king');
CREATE TYPE square AS (file "char", rank smallint);
CREATE DOMAIN rating AS numeric(6, 2) CHECK (VALUE >= 0);

CREATE FUNCTION is_capture(notation text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT notation LIKE '%x%' $$;

-- Identity, arrays, generated columns, a dropped column, infinity and dates before Christ
CREATE TABLE players (
    id integer GENERATED ALWAYS AS IDENTITY (START WITH 1 INCREMENT BY 1) PRIMARY KEY,
    public_id uuid NOT NULL UNIQUE,
    given_name text NOT NULL,
    family_name text NOT NULL,
    full_name text GENERATED ALWAYS AS (given_name || ' ' || family_name) STORED,
    shoe_size integer,
    nicknames text[] NOT NULL DEFAULT '{}',
    favourite piece,
    peak rating,
    born date,
    member_until timestamptz NOT NULL DEFAULT 'infinity',
    settings jsonb NOT NULL DEFAULT '{}'
);
ALTER TABLE players DROP COLUMN shoe_size;
COMMENT ON COLUMN players.member_until IS 'infinity: for life';

INSERT INTO players (public_id, given_name, family_name, nicknames, favourite, peak, born, member_until, settings)
SELECT md5('player ' || i)::uuid,
       (ARRAY['Ada', 'Björn', 'Chloé', 'Đorđe', 'Ewa', 'فاطمة', 'Γιώργος', '花子'])[1 + i % 8],
       'Player ' || i,
       CASE WHEN i % 3 = 0 THEN ARRAY['the ' || i, 'a "quoted", name', NULL, E'tab\there'] ELSE '{}' END,
       (enum_range(NULL::piece))[1 + i % 6],
       800 + i % 2000 + 0.25,
       date '1940-01-01' + i % 25000,
       CASE WHEN i % 10 = 0 THEN 'infinity' ELSE timestamptz '2030-01-01 00:00+00' + i * interval '1 hour' END,
       jsonb_build_object('theme', CASE WHEN i % 2 = 0 THEN 'wood' END, 'sound', i % 5 = 0, 'board', i)
FROM generate_series(1, 20000) AS i;
INSERT INTO players (public_id, given_name, family_name, born, member_until) VALUES
    (md5('Xerxes')::uuid, 'Xerxes', 'I', '0518-01-01 BC', '0465-08-04 00:00+00 BC'),
    (md5('Kronos')::uuid, 'Kronos', '', '-infinity', '-infinity'),
    (md5('nobody')::uuid, '', E'line\nfeed, "quotes", back\\slash, \\N', NULL, 'infinity');

-- A partitioned table, by range, with a default partition and one that is partitioned again
CREATE TABLE games (
    id bigint NOT NULL,
    played_on date NOT NULL,
    white integer NOT NULL,
    black integer NOT NULL,
    result numeric(2, 1),
    lasted interval,
    opening varchar(40),
    PRIMARY KEY (id, played_on),
    CHECK (white <> black)
) PARTITION BY RANGE (played_on);
CREATE TABLE games_2024 PARTITION OF games FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE games_2025 PARTITION OF games FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')
    PARTITION BY HASH (id);
CREATE TABLE games_2025_even PARTITION OF games_2025 FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE games_2025_odd PARTITION OF games_2025 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE games_2026 PARTITION OF games FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE games_other PARTITION OF games DEFAULT;

INSERT INTO games
SELECT i,
       date '2024-01-01' + i % 1000,
       1 + i % 20000,
       1 + (i + 7) % 20000,
       (ARRAY[1, 0.5, 0])[1 + i % 3],
       (i % 240) * interval '1 minute' + (i % 60) * interval '1 second',
       (ARRAY['Sicilian Defence', 'Ruy López', 'King''s Gambit', 'Caro–Kann', NULL])[1 + i % 5]
FROM generate_series(1, 60000) AS i;
INSERT INTO games VALUES (0, '-infinity', 1, 2, NULL, '-178000000 years', 'before all others');

-- The biggest table
CREATE TABLE moves (
    game bigint NOT NULL,
    ply smallint NOT NULL,
    notation text NOT NULL,
    seconds_left real,
    at timestamptz NOT NULL,
    capture boolean GENERATED ALWAYS AS (is_capture(notation)) STORED
);
INSERT INTO moves (game, ply, notation, seconds_left, at)
SELECT i / 10,
       i % 10,
       (ARRAY['e4', 'Nf3', 'Bxf7+', 'O-O', 'Qxd5', 'Rad1', 'c5', 'gxf6', 'Kh1', 'exd8=Q#'])[1 + i % 10],
       5400 - (i % 600) * 1.7,
       timestamptz '2026-01-01 09:00+00' + i * interval '1.25 seconds'
FROM generate_series(10, 9 + current_setting('demo.rows')::integer) AS i;
ALTER TABLE moves ADD PRIMARY KEY (game, ply);

-- Inheritance: each table has rows of its own
CREATE TABLE venues (id integer PRIMARY KEY, name text NOT NULL, address inet);
CREATE TABLE halls (seats integer CHECK (seats > 0)) INHERITS (venues);
CREATE TABLE online_venues (url text, network cidr) INHERITS (venues);
INSERT INTO venues VALUES (1, 'The park', NULL);
INSERT INTO halls SELECT i, 'Hall ' || i, NULL, i * 10 FROM generate_series(2, 40) AS i;
INSERT INTO online_venues VALUES (41, 'The server', '192.0.2.7', 'https://chess.example', '2001:db8::/32');

-- One document of 50 MB, beside small ones
CREATE TABLE analyses (id integer PRIMARY KEY, document jsonb);
ALTER TABLE analyses ALTER COLUMN document SET STORAGE EXTERNAL;
INSERT INTO analyses
SELECT i, jsonb_build_object('depth', i % 40, 'line', jsonb_build_array('e4', NULL, i, 1.5e10, true), 'note', '\u00e9 "')
FROM generate_series(1, 5000) AS i;
INSERT INTO analyses
SELECT 0, jsonb_build_object('engine', 'deep', 'tree', string_agg(hash || hash, ''))
FROM (SELECT encode(sha512(i::text::bytea), 'hex') AS hash FROM generate_series(1, 200000) AS i) AS hashes;

-- Bytes of every value, and a big one
CREATE TABLE photographs (player integer PRIMARY KEY REFERENCES players, picture bytea, thumbnail bytea NOT NULL);
INSERT INTO photographs
SELECT i,
       CASE WHEN i = 1 THEN (SELECT string_agg(sha512(n::text::bytea), '') FROM generate_series(1, 40000) AS n) END,
       decode(lpad(to_hex(i % 256), 2, '0') || '005c0a0d09ff', 'hex')
FROM generate_series(1, 2000) AS i;

-- Numbers at the edges
CREATE TABLE measurements (
    id integer PRIMARY KEY,
    exact numeric,
    scaled numeric(20, 4),
    double double precision,
    single real,
    small smallint,
    big bigint
);
INSERT INTO measurements VALUES
    (1, 'NaN', 'NaN', 'NaN', 'NaN', -32768, -9223372036854775808),
    (2, 'Infinity', NULL, 'Infinity', '-Infinity', 32767, 9223372036854775807),
    (3, 1e1000, 0.0001, 1.7976931348623157e308, 3.4028235e38, 0, 0),
    (4, 0.1 + 1e-30, -9999999999999999.9999, 5e-324, 1e-45, NULL, NULL),
    (5, 12345678901234567890.123456789012345678901234567890, 1, 0.1, 0.1, 1, 1);
INSERT INTO measurements SELECT i, i / 7.0, i / 3.0, i / 7.0, i / 3.0, i % 100, i FROM generate_series(6, 2000) AS i;

-- Other types
CREATE TABLE oddities (
    id serial PRIMARY KEY,
    bits varbit,
    during tstzrange,
    several int4multirange,
    place point,
    start_square square,
    words tsvector,
    at time with time zone,
    wait interval,
    code character(8),
    board piece[][],
    lower_bound integer[]
);
INSERT INTO oddities (bits, during, several, place, start_square, words, at, wait, code, board, lower_bound) VALUES
    (B'10110', '[2026-01-01 00:00+00, infinity)', '{[1,3), [5,8)}', '(1.5,-2)', ROW('e', 2),
     'chess:1 club:2', '12:34:56.789+05:30', '1 year -2 mons 3 days 04:05:06.789', 'ab',
     '{{pawn,NULL},{queen,king}}', '[0:2]={1,2,3}'),
    (B'', 'empty', '{}', '(NaN,Infinity)', NULL, '', '24:00:00-15:59', '-1 mons +1 day', '', '{}', NULL),
    (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);

-- Odd names, no columns, no rows, unlogged
CREATE SCHEMA "Odd Names";
CREATE TABLE "Odd Names"."sélect * from ""x""; -- /../%2F" (
    "a column, with ""quotes""" text,
    "SELECT" integer DEFAULT 1,
    " " text
);
INSERT INTO "Odd Names"."sélect * from ""x""; -- /../%2F"
SELECT 'value ' || i, i, NULLIF(repeat(' ', i % 3), '') FROM generate_series(1, 1000) AS i;
CREATE TABLE "Odd Names"."a name that is as long as a name of PostgreSQL can be: 63 bytes" (id integer);
CREATE TABLE no_columns ();
INSERT INTO no_columns SELECT FROM generate_series(1, 3);
CREATE TABLE no_rows (id integer PRIMARY KEY, note text);
CREATE UNLOGGED TABLE clocks (id integer, ticks bigint);
INSERT INTO clocks SELECT i, i * 1000 FROM generate_series(1, 9000) AS i;

-- What is defined but has no rows of its own to export
CREATE VIEW captures AS SELECT game, ply, notation FROM moves WHERE capture;
CREATE MATERIALIZED VIEW results AS SELECT result, count(*) AS games FROM games GROUP BY result;
CREATE INDEX moves_captures ON moves (game) WHERE capture;
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'read only'; END $$;
CREATE TRIGGER no_updates BEFORE UPDATE ON moves FOR EACH STATEMENT EXECUTE FUNCTION refuse();

-- Sequences: untouched, used, descending, of bigint's width
CREATE SEQUENCE untouched;
CREATE SEQUENCE countdown INCREMENT BY -3 START WITH -1;
SELECT nextval('countdown') FROM generate_series(1, 5);
CREATE SEQUENCE "Odd Names"."far away" START WITH 9000000000000000000;
SELECT nextval('"Odd Names"."far away"');

-- Large objects
SELECT lo_from_bytea(10001, '\x00ff00');
SELECT lo_from_bytea(10002, (SELECT string_agg(sha512(i::text::bytea), '') FROM generate_series(1, 20000) AS i));
