-- AlterTable
ALTER TABLE "verification_check" ADD COLUMN     "removed_at" TIMESTAMPTZ(6);

-- CreateTable
CREATE TABLE "trial_delivery" (
    "id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "secret_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "side" TEXT NOT NULL,
    "taken_by_id" UUID NOT NULL,
    "taken_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "reported_at" TIMESTAMPTZ(6),

    CONSTRAINT "trial_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "trial_delivery_run_id_idx" ON "trial_delivery"("run_id");

-- AddForeignKey
ALTER TABLE "trial_delivery" ADD CONSTRAINT "trial_delivery_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "rotation_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;
