-- migrate:up transaction:false
-- What a base needs to be brought back to an earlier moment: its structure as it was, cells that no column has any more, and
-- stamps from before its log. Of the time before, nobody knows: its past begins here. A base at a time, each committed by
-- itself, as in base_state.
DO $do$
DECLARE
  this_base text;
  this_table text;
  this_field record;
  its_owner name;
BEGIN
  FOR this_base IN SELECT b.id FROM api.base b
    WHERE to_regclass(format('%I.head', b.id)) IS NOT NULL AND to_regclass(format('%I.past_structure', b.id)) IS NULL
    ORDER BY b.id LOOP
    SELECT pg_get_userbyid(n.nspowner) INTO STRICT its_owner FROM pg_namespace n WHERE n.nspname = this_base;
    EXECUTE format('SET LOCAL ROLE %I', its_owner);
    EXECUTE format('SET LOCAL search_path TO %I', this_base);
    CREATE TABLE past_structure (
      kind text NOT NULL,
      id varchar(17) COLLATE "C" NOT NULL,
      since bigint NOT NULL,
      until bigint,
      row jsonb NOT NULL,
      PRIMARY KEY (kind, id, since)
    );
    CREATE INDEX past_structure_present ON past_structure (kind, id) WHERE until IS NULL;
    CREATE TABLE past_cells (
      seq bigint NOT NULL,
      field_id varchar(17) COLLATE "C" NOT NULL,
      part bigint NOT NULL,
      cells jsonb NOT NULL,
      PRIMARY KEY (seq, field_id, part)
    );
    CREATE TABLE past_stamp (
      record_id varchar(17) COLLATE "C" NOT NULL,
      field_id varchar(17) COLLATE "C" NOT NULL,
      at timestamptz(3),
      actor text COLLATE "C",
      PRIMARY KEY (record_id, field_id)
    );
    -- Records that came with a file say when they were changed there.
    FOR this_table IN SELECT t.id FROM "table" t LOOP
      EXECUTE format('INSERT INTO past_stamp (record_id, field_id, at, actor)
        SELECT r.id, '''', r.modified_at, r.modified_by FROM %I r
        WHERE (r.modified_at <> r.created_at OR r.modified_by IS DISTINCT FROM r.created_by)
          AND NOT EXISTS (SELECT FROM record_change n WHERE n.record_id = r.id)', this_table);
    END LOOP;
    -- So do cells of fields that watch others, and the times of cells of which a computed field asks. Where the log tells, it is asked first.
    FOR this_field IN SELECT f.id, f.table_id, f.type, a.attname AS name FROM field f JOIN pg_attribute a
      ON a.attrelid = to_regclass(format('%I', f.table_id)) AND NOT a.attisdropped
        AND (a.attname = f.id AND f.type IN ('lastModifiedTime', 'lastModifiedBy')
          OR a.attname = f.id || ' changed' AND f.stamped) LOOP
      EXECUTE format('INSERT INTO past_stamp (record_id, field_id, %1$I) SELECT r.id, %2$L, r.%3$I FROM %4$I r
        WHERE r.%3$I IS DISTINCT FROM %5$s ON CONFLICT DO NOTHING',
        CASE WHEN this_field.name = this_field.id AND this_field.type = 'lastModifiedBy' THEN 'actor' ELSE 'at' END,
        this_field.id, this_field.name, this_field.table_id,
        CASE WHEN this_field.name <> this_field.id THEN 'NULL'
          WHEN this_field.type = 'lastModifiedBy' THEN 'r.created_by' ELSE 'r.created_at' END);
    END LOOP;
    -- Last, as nobody gets to the base from here on.
    ALTER TABLE head ADD COLUMN kept_from bigint NOT NULL DEFAULT 1;
    UPDATE head SET kept_from = greatest(seq, 1);
    INSERT INTO past_structure (kind, id, since, row)
      SELECT 'table', x.id, h.kept_from, to_jsonb(x) FROM "table" x, head h
      UNION ALL SELECT 'field', x.id, h.kept_from, to_jsonb(x) FROM field x, head h
      UNION ALL SELECT 'view', x.id, h.kept_from, to_jsonb(x) FROM view x, head h
      UNION ALL SELECT 'link_pair', x.id, h.kept_from, to_jsonb(x) FROM link_pair x, head h;
    COMMIT;
  END LOOP;
END
$do$;

-- migrate:down transaction:false
DO $do$
DECLARE
  this_base text;
  its_owner name;
BEGIN
  FOR this_base IN SELECT b.id FROM api.base b WHERE to_regclass(format('%I.past_structure', b.id)) IS NOT NULL ORDER BY b.id LOOP
    SELECT pg_get_userbyid(n.nspowner) INTO STRICT its_owner FROM pg_namespace n WHERE n.nspname = this_base;
    EXECUTE format('SET LOCAL ROLE %I', its_owner);
    EXECUTE format('SET LOCAL search_path TO %I', this_base);
    DROP TABLE past_structure, past_cells, past_stamp;
    ALTER TABLE head DROP COLUMN kept_from;
    COMMIT;
  END LOOP;
END
$do$;
