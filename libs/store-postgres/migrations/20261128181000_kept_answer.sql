-- migrate:up
-- Answers to writes that came with an Idempotency-Key, for the day that it may come again. Without references: the
-- answer to the deletion of a base outlives it.
CREATE TABLE api.kept_answer (
  user_id text COLLATE "C" NOT NULL,
  base_id text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  fingerprint text COLLATE "C" NOT NULL,
  status integer NOT NULL,
  body text NOT NULL,
  kept_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (user_id, base_id, key)
);
CREATE INDEX kept_answer_age ON api.kept_answer (kept_at);

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'pyairtable_api') THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON api.kept_answer TO pyairtable_api;
  END IF;
END
$$;

-- migrate:down
DROP TABLE api.kept_answer;
