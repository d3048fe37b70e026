-- AlterTable
ALTER TABLE "secret" ADD COLUMN     "type_guessed" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "updated_by" TEXT;

-- What the schema language cannot say: an alias has no version, and neither has one whose target was purged.
ALTER TABLE "secret" DROP CONSTRAINT "secret_version_pointers_check";
ALTER TABLE "secret"
  ADD CONSTRAINT "secret_version_pointers_check" CHECK (
    "latest_version" >= 0
    AND "current_version" BETWEEN 1 AND "latest_version"
    AND "previous_version" BETWEEN 1 AND "latest_version"
    AND "staged_version" BETWEEN 1 AND "latest_version"
    AND "current_version" <> "previous_version"
    AND "current_version" <> "staged_version"
    AND "previous_version" <> "staged_version");
