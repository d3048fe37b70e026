-- Finds a part of a name among very many. pg_trgm is trusted since PostgreSQL 13, yet a server may lack
-- it or forbid it: then the same search reads the names of the scope one by one.
DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE INDEX "secret_name_trigram_idx" ON "secret" USING gin (lower("name") gin_trgm_ops)
    WHERE "deleted_at" IS NULL;
EXCEPTION
  WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN
    RAISE NOTICE 'pg_trgm is not available: names are searched without an index';
END
$$;
