-- Rows as an application has them: uuid, timestamps, text, numeric, JSONB; one table is half of the whole.
-- psql -v rows=3000000: about 2.1 GB as CSV (:rows is the number of orders).
\set ON_ERROR_STOP on
SET synchronous_commit = off;
SET max_parallel_workers_per_gather = 0;

-- Rows short enough to stay out of TOAST, which would be read again for every use.
CREATE TABLE words AS
SELECT page, string_agg((ARRAY['ship', 'household', 'goods', 'before', 'Friday', 'please', 'call', 'gate', 'four',
       'late', 'invoice', 'refund', 'the', 'customer', 'asked', 'for', 'a', 'new', 'address', 'crate', 'fragile',
       'piano', 'warehouse', 'north', 'south', 'is', 'not', 'yet', 'confirmed', 'by', 'agent', 'again', 'tomorrow',
       'morning', 'weight', 'ticket', 'was', 'moved', 'to', 'storage'])[1 + (random() * 39)::int], ' ') AS text
FROM generate_series(0, 255) page, generate_series(1, 270)
GROUP BY page;

CREATE UNLOGGED TABLE customers AS
SELECT n AS id,
       gen_random_uuid() AS external_id,
       'customer-' || n || '@example.com' AS email,
       initcap(split_part(substr(w.text, 1 + (random() * 1300)::int, 40), ' ', 2)) || ' '
           || initcap(split_part(substr(w.text, 1 + (random() * 1300)::int, 40), ' ', 2)) AS name,
       timestamptz '2020-01-01 00:00+00' + random() * interval '2000 days' AS created_at,
       jsonb_build_object('language', (ARRAY['en', 'de', 'fr', 'es'])[1 + (random() * 3)::int],
                          'newsletter', random() < 0.4,
                          'score', round((random() * 1000)::numeric, 2)) AS preferences
FROM generate_series(1, :rows / 2) n JOIN words w ON w.page = n % 256;

CREATE UNLOGGED TABLE orders AS
SELECT n AS id,
       gen_random_uuid() AS external_id,
       1 + (random() * (:rows / 2 - 1))::bigint AS customer_id,
       (ARRAY['new', 'paid', 'packed', 'shipped', 'delivered', 'cancelled'])[1 + (random() * 5)::int] AS status,
       round((random() * 100000)::numeric, 2) AS total,
       timestamptz '2023-01-01 00:00+00' + random() * interval '1000 days' AS created_at,
       timestamptz '2025-01-01 00:00+00' + random() * interval '500 days' AS updated_at,
       CASE WHEN random() < 0.7 THEN substr(w.text, 1 + (random() * 1300)::int, 20 + (random() * 160)::int) END AS note,
       jsonb_build_object('channel', (ARRAY['web', 'app', 'phone'])[1 + (random() * 2)::int],
                          'address', '10.' || (random() * 255)::int || '.' || (random() * 255)::int || '.7',
                          'weights', jsonb_build_array((random() * 500)::int, (random() * 500)::int),
                          'session', md5(random()::text)) AS details
FROM generate_series(1, :rows) n JOIN words w ON w.page = n % 256;

CREATE UNLOGGED TABLE order_lines AS
SELECT n AS id,
       1 + (n / 2) AS order_id,
       (random() * 50000)::int AS product_id,
       1 + (random() * 9)::int AS quantity,
       round((random() * 900)::numeric, 4) AS price,
       substr(w.text, 1 + (random() * 1300)::int, 15 + (random() * 40)::int) AS description
FROM generate_series(1, :rows * 2) n JOIN words w ON w.page = n % 256;

CREATE UNLOGGED TABLE events AS
SELECT gen_random_uuid() AS id,
       timestamptz '2025-01-01 00:00+00' + n * interval '7 seconds' AS at,
       (ARRAY['login', 'view', 'search', 'buy', 'logout'])[1 + (random() * 4)::int] AS kind,
       jsonb_build_object('customer', (random() * :rows / 2)::int, 'page', '/items/' || (random() * 50000)::int,
                          'milliseconds', (random() * 800)::int) AS payload
FROM generate_series(1, :rows) n JOIN words w ON w.page = n % 256;

DROP TABLE words;
VACUUM (ANALYZE, FREEZE);
CHECKPOINT;
