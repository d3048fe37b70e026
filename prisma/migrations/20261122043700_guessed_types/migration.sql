-- AlterTable
ALTER TABLE "secret" ADD COLUMN     "type_guessed" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "updated_by" TEXT;
