-- migrate:up transaction:false
-- Orders of views are kept in parts. A base at a time, each committed by itself, as in base_state; what was kept is made
-- again by whoever asks for it. src/structure/base-schema.ts makes the same for a new base.
DO $do$
DECLARE
  this_base text;
  its_owner name;
BEGIN
  FOR this_base IN SELECT b.id FROM api.base b
    WHERE to_regclass(format('%I.row_order', b.id)) IS NOT NULL AND to_regclass(format('%I.row_order_place', b.id)) IS NULL
    ORDER BY b.id LOOP
    SELECT pg_get_userbyid(n.nspowner) INTO STRICT its_owner FROM pg_namespace n WHERE n.nspname = this_base;
    EXECUTE format('SET LOCAL ROLE %I', its_owner);
    EXECUTE format('DROP TABLE %I.row_order', this_base);
    EXECUTE format('CREATE UNLOGGED TABLE %I.row_order (
      table_id varchar(17) COLLATE "C" NOT NULL,
      sort text COLLATE "C" NOT NULL,
      id bigint NOT NULL UNIQUE,
      seq bigint NOT NULL,
      size integer NOT NULL,
      used_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (table_id, sort)
    )', this_base);
    EXECUTE format('CREATE UNLOGGED TABLE %I.row_order_part (
      order_id bigint NOT NULL,
      part integer NOT NULL,
      at double precision NOT NULL,
      head bigint NOT NULL,
      size integer NOT NULL,
      ids bigint[] STORAGE EXTERNAL NOT NULL,
      PRIMARY KEY (order_id, part)
    )', this_base);
    EXECUTE format('CREATE UNLOGGED TABLE %I.row_order_place (
      order_id bigint NOT NULL,
      block bigint NOT NULL,
      ids bigint[] STORAGE EXTERNAL NOT NULL,
      parts integer[] STORAGE EXTERNAL NOT NULL,
      PRIMARY KEY (order_id, block)
    )', this_base);
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
  FOR this_base IN SELECT b.id FROM api.base b WHERE to_regclass(format('%I.row_order_place', b.id)) IS NOT NULL ORDER BY b.id LOOP
    SELECT pg_get_userbyid(n.nspowner) INTO STRICT its_owner FROM pg_namespace n WHERE n.nspname = this_base;
    EXECUTE format('SET LOCAL ROLE %I', its_owner);
    EXECUTE format('DROP TABLE %1$I.row_order, %1$I.row_order_part, %1$I.row_order_place', this_base);
    EXECUTE format('CREATE UNLOGGED TABLE %I.row_order (
      table_id varchar(17) COLLATE "C" NOT NULL,
      sort text COLLATE "C" NOT NULL,
      seq bigint NOT NULL,
      ids bigint[] STORAGE EXTERNAL NOT NULL,
      made_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (table_id, sort)
    )', this_base);
    COMMIT;
  END LOOP;
END
$do$;
