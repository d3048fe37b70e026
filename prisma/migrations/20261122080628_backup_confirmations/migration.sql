-- AlterTable
ALTER TABLE "node" ADD COLUMN     "jwt_previous" TEXT;

-- CreateTable
CREATE TABLE "backup_confirmation" (
    "id" UUID NOT NULL,
    "taken_at" TIMESTAMPTZ(6) NOT NULL,
    "kept_in" TEXT NOT NULL,
    "master_fingerprint" TEXT NOT NULL,
    "confirmed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmed_by" TEXT NOT NULL,

    CONSTRAINT "backup_confirmation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "backup_confirmation_taken_at_idx" ON "backup_confirmation"("taken_at");
