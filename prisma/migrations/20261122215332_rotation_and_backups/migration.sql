-- CreateTable
CREATE TABLE "rotation_window" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "scope_id" UUID NOT NULL,
    "secret_id" UUID,
    "type" TEXT,
    "subject" TEXT,
    "days" INTEGER NOT NULL,
    "looser" BOOLEAN NOT NULL DEFAULT false,
    "reason" TEXT,
    "set_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "set_by_id" UUID,
    "set_by" TEXT NOT NULL,
    "signed_at" TIMESTAMPTZ(6),
    "signed_by" TEXT,
    "ends_at" TIMESTAMPTZ(6),
    "ended_at" TIMESTAMPTZ(6),
    "ended_by" TEXT,

    CONSTRAINT "rotation_window_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rotation_snooze" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "secret_id" UUID,
    "subject" TEXT,
    "reason" TEXT NOT NULL,
    "until" TIMESTAMPTZ(6) NOT NULL,
    "snoozed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "snoozed_by" TEXT NOT NULL,
    "ended_at" TIMESTAMPTZ(6),
    "ended_by" TEXT,

    CONSTRAINT "rotation_snooze_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "backup" (
    "id" UUID NOT NULL,
    "taken_at" TIMESTAMPTZ(6) NOT NULL,
    "taken_by" TEXT NOT NULL,
    "scheduled" BOOLEAN NOT NULL DEFAULT false,
    "file" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "sha256" BYTEA NOT NULL,
    "master_fingerprint" TEXT NOT NULL,
    "migration" TEXT NOT NULL,
    "counts" JSON NOT NULL,
    "verified_at" TIMESTAMPTZ(6),
    "fault" TEXT,
    "removed_at" TIMESTAMPTZ(6),

    CONSTRAINT "backup_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "restore_drill" (
    "id" UUID NOT NULL,
    "backup_id" UUID NOT NULL,
    "drilled_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "drilled_by" TEXT NOT NULL,
    "master_fingerprint" TEXT NOT NULL,
    "passed" BOOLEAN NOT NULL,
    "report" JSON NOT NULL,
    "milliseconds" INTEGER NOT NULL,

    CONSTRAINT "restore_drill_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "backup_policy" (
    "singleton" BOOLEAN NOT NULL DEFAULT true,
    "every_hours" INTEGER,
    "keep" INTEGER NOT NULL DEFAULT 14,
    "drill_days" INTEGER NOT NULL DEFAULT 90,
    "attempted_at" TIMESTAMPTZ(6),
    "failure" TEXT,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" TEXT NOT NULL,

    CONSTRAINT "backup_policy_pkey" PRIMARY KEY ("singleton")
);

-- CreateIndex
CREATE INDEX "rotation_window_scope_id_idx" ON "rotation_window"("scope_id");

-- CreateIndex
CREATE INDEX "rotation_window_secret_id_idx" ON "rotation_window"("secret_id");

-- CreateIndex
CREATE INDEX "rotation_window_organization_id_subject_idx" ON "rotation_window"("organization_id", "subject");

-- CreateIndex
CREATE INDEX "rotation_snooze_secret_id_idx" ON "rotation_snooze"("secret_id");

-- CreateIndex
CREATE INDEX "rotation_snooze_organization_id_subject_idx" ON "rotation_snooze"("organization_id", "subject");

-- CreateIndex
CREATE UNIQUE INDEX "backup_file_key" ON "backup"("file");

-- CreateIndex
CREATE INDEX "backup_taken_at_idx" ON "backup"("taken_at");

-- CreateIndex
CREATE INDEX "restore_drill_drilled_at_idx" ON "restore_drill"("drilled_at");

-- AddForeignKey
ALTER TABLE "rotation_window" ADD CONSTRAINT "rotation_window_scope_id_fkey" FOREIGN KEY ("scope_id") REFERENCES "scope"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rotation_window" ADD CONSTRAINT "rotation_window_secret_id_fkey" FOREIGN KEY ("secret_id") REFERENCES "secret"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rotation_snooze" ADD CONSTRAINT "rotation_snooze_secret_id_fkey" FOREIGN KEY ("secret_id") REFERENCES "secret"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "restore_drill" ADD CONSTRAINT "restore_drill_backup_id_fkey" FOREIGN KEY ("backup_id") REFERENCES "backup"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "rotation_window" ADD CONSTRAINT "rotation_window_of_one_thing"
  CHECK (NOT ("subject" IS NOT NULL AND ("secret_id" IS NOT NULL OR "type" IS NOT NULL)));
ALTER TABLE "rotation_window" ADD CONSTRAINT "rotation_window_days" CHECK ("days" BETWEEN 1 AND 3650);
ALTER TABLE "rotation_window" ADD CONSTRAINT "rotation_window_looser"
  CHECK (NOT "looser" OR ("reason" IS NOT NULL AND "ends_at" IS NOT NULL));
ALTER TABLE "rotation_snooze" ADD CONSTRAINT "rotation_snooze_of_one_thing"
  CHECK (("secret_id" IS NULL) <> ("subject" IS NULL));
ALTER TABLE "backup_policy" ADD CONSTRAINT "backup_policy_one_row" CHECK ("singleton");
