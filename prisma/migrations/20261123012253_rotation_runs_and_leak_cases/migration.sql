-- CreateTable
CREATE TABLE "destination" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "scope_id" UUID NOT NULL,
    "origin" TEXT NOT NULL,
    "names" TEXT[],
    "reason" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "asked_by" TEXT NOT NULL,
    "approved_at" TIMESTAMPTZ(6),
    "approved_by" TEXT,
    "ended_at" TIMESTAMPTZ(6),
    "ended_by" TEXT,

    CONSTRAINT "destination_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification_check" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "secret_id" UUID NOT NULL,
    "destination_id" UUID NOT NULL,
    "method" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "placement" TEXT NOT NULL,
    "placement_name" TEXT,
    "works" INTEGER[],
    "refuses" INTEGER[],
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" TEXT NOT NULL,

    CONSTRAINT "verification_check_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rotation_run" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "scope_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "reason" TEXT,
    "leak_case_id" UUID,
    "state" TEXT NOT NULL DEFAULT 'open',
    "overlap_hours" INTEGER NOT NULL,
    "overlap_ends_at" TIMESTAMPTZ(6),
    "started_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_by" TEXT NOT NULL,
    "exception_reason" TEXT,
    "exception_gaps" JSON,
    "exception_asked_at" TIMESTAMPTZ(6),
    "exception_asked_by_id" UUID,
    "exception_asked_by" TEXT,
    "exception_signed_by" TEXT,
    "ended_at" TIMESTAMPTZ(6),
    "ended_by" TEXT,
    "proof" TEXT,

    CONSTRAINT "rotation_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rotation_item" (
    "run_id" UUID NOT NULL,
    "secret_id" UUID NOT NULL,
    "open_secret_id" UUID,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "scope_path" TEXT NOT NULL,
    "old_version" INTEGER,
    "new_version" INTEGER,
    "origin" TEXT,
    "staged_at" TIMESTAMPTZ(6),
    "staged_by" TEXT,
    "promoted_at" TIMESTAMPTZ(6),
    "promoted_by" TEXT,
    "revoked_at" TIMESTAMPTZ(6),
    "revoked_by" TEXT,

    CONSTRAINT "rotation_item_pkey" PRIMARY KEY ("run_id","secret_id")
);

-- CreateTable
CREATE TABLE "rotation_step" (
    "run_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "assignee_id" UUID,
    "done_at" TIMESTAMPTZ(6),
    "done_by" TEXT,
    "note" TEXT,

    CONSTRAINT "rotation_step_pkey" PRIMARY KEY ("run_id","kind")
);

-- CreateTable
CREATE TABLE "rotation_evidence" (
    "id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "added_by" TEXT NOT NULL,

    CONSTRAINT "rotation_evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rotation_trial" (
    "id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "secret_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "side" TEXT NOT NULL,
    "via" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "tried_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "tried_by" TEXT NOT NULL,

    CONSTRAINT "rotation_trial_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "leak_case" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "scope_id" UUID NOT NULL,
    "secret_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "scope_path" TEXT NOT NULL,
    "versions" INTEGER[],
    "found_by" TEXT NOT NULL,
    "where_found" TEXT NOT NULL,
    "exposed_since" TIMESTAMPTZ(6),
    "state" TEXT NOT NULL DEFAULT 'open',
    "opened_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "opened_by" TEXT NOT NULL,
    "assignee_id" UUID,
    "contained_at" TIMESTAMPTZ(6),
    "review" TEXT,
    "reviewed_at" TIMESTAMPTZ(6),
    "reviewed_by" TEXT,
    "advisory" TEXT,
    "advisory_reason" TEXT,
    "advised_at" TIMESTAMPTZ(6),
    "advised_by" TEXT,
    "closed_at" TIMESTAMPTZ(6),
    "closed_by" TEXT,
    "proof" TEXT,

    CONSTRAINT "leak_case_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "leak_neighbour" (
    "case_id" UUID NOT NULL,
    "secret_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "scope_path" TEXT NOT NULL,
    "why" TEXT[],
    "decision" TEXT,
    "reason" TEXT,
    "run_id" UUID,
    "decided_at" TIMESTAMPTZ(6),
    "decided_by" TEXT,

    CONSTRAINT "leak_neighbour_pkey" PRIMARY KEY ("case_id","secret_id")
);

-- CreateIndex
CREATE INDEX "destination_scope_id_idx" ON "destination"("scope_id");

-- CreateIndex
CREATE INDEX "destination_organization_id_id_idx" ON "destination"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "verification_check_secret_id_key" ON "verification_check"("secret_id");

-- CreateIndex
CREATE INDEX "verification_check_destination_id_idx" ON "verification_check"("destination_id");

-- CreateIndex
CREATE UNIQUE INDEX "rotation_run_leak_case_id_key" ON "rotation_run"("leak_case_id");

-- CreateIndex
CREATE INDEX "rotation_run_organization_id_id_idx" ON "rotation_run"("organization_id", "id");

-- CreateIndex
CREATE INDEX "rotation_run_scope_id_id_idx" ON "rotation_run"("scope_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "rotation_item_open_secret_id_key" ON "rotation_item"("open_secret_id");

-- CreateIndex
CREATE INDEX "rotation_item_secret_id_idx" ON "rotation_item"("secret_id");

-- CreateIndex
CREATE INDEX "rotation_step_assignee_id_idx" ON "rotation_step"("assignee_id");

-- CreateIndex
CREATE INDEX "rotation_evidence_run_id_idx" ON "rotation_evidence"("run_id");

-- CreateIndex
CREATE INDEX "rotation_trial_run_id_secret_id_idx" ON "rotation_trial"("run_id", "secret_id");

-- CreateIndex
CREATE INDEX "leak_case_organization_id_id_idx" ON "leak_case"("organization_id", "id");

-- CreateIndex
CREATE INDEX "leak_case_scope_id_id_idx" ON "leak_case"("scope_id", "id");

-- CreateIndex
CREATE INDEX "leak_case_secret_id_idx" ON "leak_case"("secret_id");

-- CreateIndex
CREATE INDEX "leak_case_assignee_id_idx" ON "leak_case"("assignee_id");

-- CreateIndex
CREATE INDEX "leak_neighbour_secret_id_idx" ON "leak_neighbour"("secret_id");

-- AddForeignKey
ALTER TABLE "destination" ADD CONSTRAINT "destination_scope_id_fkey" FOREIGN KEY ("scope_id") REFERENCES "scope"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "verification_check" ADD CONSTRAINT "verification_check_secret_id_fkey" FOREIGN KEY ("secret_id") REFERENCES "secret"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "verification_check" ADD CONSTRAINT "verification_check_destination_id_fkey" FOREIGN KEY ("destination_id") REFERENCES "destination"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rotation_run" ADD CONSTRAINT "rotation_run_scope_id_fkey" FOREIGN KEY ("scope_id") REFERENCES "scope"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rotation_run" ADD CONSTRAINT "rotation_run_leak_case_id_fkey" FOREIGN KEY ("leak_case_id") REFERENCES "leak_case"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rotation_item" ADD CONSTRAINT "rotation_item_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "rotation_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rotation_step" ADD CONSTRAINT "rotation_step_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "rotation_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rotation_step" ADD CONSTRAINT "rotation_step_assignee_id_fkey" FOREIGN KEY ("assignee_id") REFERENCES "app_user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rotation_evidence" ADD CONSTRAINT "rotation_evidence_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "rotation_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rotation_trial" ADD CONSTRAINT "rotation_trial_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "rotation_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "leak_case" ADD CONSTRAINT "leak_case_scope_id_fkey" FOREIGN KEY ("scope_id") REFERENCES "scope"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "leak_case" ADD CONSTRAINT "leak_case_assignee_id_fkey" FOREIGN KEY ("assignee_id") REFERENCES "app_user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "leak_neighbour" ADD CONSTRAINT "leak_neighbour_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "leak_case"("id") ON DELETE CASCADE ON UPDATE CASCADE;
