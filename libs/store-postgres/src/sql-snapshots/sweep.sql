DELETE FROM api.list_snapshot
WHERE ctid = ANY(
  ARRAY(
    SELECT ctid
    FROM api.list_snapshot
    WHERE created_at < now() - interval '15 minutes'
    FOR UPDATE SKIP LOCKED
  )
);

DELETE FROM api.row_order
WHERE ctid = ANY(
  ARRAY(
    SELECT ctid
    FROM api.row_order
    WHERE made_at < now() - interval '15 minutes'
    FOR UPDATE SKIP LOCKED
  )
);

DELETE FROM api.record_claim
WHERE ctid = ANY(
  ARRAY(
    SELECT ctid
    FROM api.record_claim
    WHERE claimed_at < now() - interval '15 minutes'
    FOR UPDATE SKIP LOCKED
  )
);

DELETE FROM api.kept_answer
WHERE ctid = ANY(
  ARRAY(
    SELECT ctid
    FROM api.kept_answer
    WHERE kept_at <= now() - interval '24 hours'
    FOR UPDATE SKIP LOCKED
  )
);

DELETE FROM api.idle_op
WHERE ctid = ANY(
  ARRAY(
    SELECT ctid
    FROM api.idle_op
    WHERE done_at < now() - interval '30 days'
    FOR UPDATE SKIP LOCKED
  )
);
