-- migrate:up
-- When the credential was issued that gave a person name and address, in seconds since 1970: an older one gives neither.
ALTER TABLE api.person ADD COLUMN named_at bigint NOT NULL DEFAULT 0;

-- Bases whose logs do not say yet that a member is called otherwise, with the credential's time.
CREATE TABLE api.untold_name (
  base_id text COLLATE "C" NOT NULL,
  user_id text COLLATE "C" NOT NULL,
  named_at bigint NOT NULL,
  PRIMARY KEY (base_id, user_id)
);

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'pyairtable_api') THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON api.untold_name TO pyairtable_api;
  END IF;
END
$$;

-- migrate:down
DROP TABLE api.untold_name;
ALTER TABLE api.person DROP COLUMN named_at;
