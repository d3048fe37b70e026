-- Who moved a secret to the bin, as people are named in lists; null for what was there before.
ALTER TABLE "secret" ADD COLUMN "deleted_by" TEXT;

-- The bin of one scope, newest first, and what has been there for too long.
CREATE INDEX "secret_bin_idx" ON "secret" ("scope_id", "deleted_at" DESC, "id" DESC)
  WHERE "deleted_at" IS NOT NULL;
CREATE INDEX "secret_deleted_at_idx" ON "secret" ("deleted_at")
  WHERE "deleted_at" IS NOT NULL;
