-- What PostgreSQL 14 brought.
UPDATE numbers SET exact = 'Infinity' WHERE id = 2;
UPDATE numbers SET exact = '-Infinity' WHERE id = 3;
ALTER TABLE composed ADD COLUMN holidays datemultirange;
UPDATE composed SET holidays = '{[2024-01-01,2024-02-01),[2025-01-01,)}' WHERE feeling = 'it''s ok';
UPDATE composed SET holidays = '{}' WHERE feeling = 'überglücklich';
