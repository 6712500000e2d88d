BEGIN;

SELECT level
FROM api.workspace_member
WHERE workspace_id = $1
  AND user_id = $2
  AND ($3::text[] IS NULL OR workspace_id = ANY($3));

INSERT INTO api.base (id, workspace_id, name, color, icon, schema_version, created_by)
VALUES ($1, $2, $3, $4, $5, 0, $6);

CREATE SCHEMA "app_1";

INSERT INTO api."table" (id, base_id, name, description, primary_field_id, position)
SELECT $1, $2, $3, $4, $5, coalesce(max(position) + 1, 0)
FROM api."table"
WHERE base_id = $2;

INSERT INTO api.table_counter (table_id)
VALUES ($1);

CREATE TABLE "app_1"."tbl_2" (
  __id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id text COLLATE "C" NOT NULL UNIQUE,
  created_at timestamptz(3) NOT NULL,
  created_by text COLLATE "C",
  modified_at timestamptz(3) NOT NULL,
  modified_by text COLLATE "C",
  "fld_3" text
) WITH (fillfactor = 90);

INSERT INTO api.field (id, table_id, name, type, description, options, position)
SELECT $1, $2, $3, $4, $5, $6, coalesce($7, max(position) + 1, 0)
FROM api.field
WHERE table_id = $2;

INSERT INTO api.view (id, table_id, name, type, config, position)
SELECT $1, $2, $3, $4, $5, coalesce(max(position) + 1, 0)
FROM api.view
WHERE table_id = $2;

UPDATE api.base
SET schema_version = schema_version + 1, seq = seq + 1
WHERE id = $1
RETURNING seq, schema_version AS "schemaVersion";

INSERT INTO api.change (base_id, seq, actor, source, changes)
VALUES ($1, $2, $3, $4, $5);

COMMIT;
