-- Tokens limited to names, and tokens that take the place of others.
ALTER TABLE "token" ADD COLUMN "name_patterns" TEXT[] DEFAULT ARRAY[]::TEXT[];
ALTER TABLE "token" ALTER COLUMN "name_patterns" SET NOT NULL;
ALTER TABLE "token" ADD COLUMN "replaced_by_id" UUID;
