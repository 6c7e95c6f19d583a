-- What only PostgreSQL 18 has.
CREATE TABLE virtual (price numeric, gross numeric GENERATED ALWAYS AS (price * 1.19) VIRTUAL, note text);
INSERT INTO virtual (price, note) SELECT n / 7.0, 'row ' || n FROM generate_series(1, 30) n;
