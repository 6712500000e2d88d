-- migrate:up
-- Imports name people too. Only those who came with a credential of their own can be given a base by their address;
-- who was known before is marked by the next request they make.
ALTER TABLE api.person ADD COLUMN signed_in boolean NOT NULL DEFAULT false;
CREATE INDEX person_address ON api.person (lower(email)) WHERE signed_in;

-- migrate:down
DROP INDEX api.person_address;
ALTER TABLE api.person DROP COLUMN signed_in;
