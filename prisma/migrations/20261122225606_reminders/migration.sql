-- CreateTable
CREATE TABLE "reminder_hook" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "scope_id" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "data_key_id" UUID NOT NULL,
    "envelope" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "posted_at" TIMESTAMPTZ(6),

    CONSTRAINT "reminder_hook_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reminder" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "hook_id" UUID,
    "user_id" UUID,
    "topic" TEXT NOT NULL,
    "body" JSON NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(6),
    "sent_at" TIMESTAMPTZ(6),
    "dead_at" TIMESTAMPTZ(6),
    "failure" TEXT,

    CONSTRAINT "reminder_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "reminder_hook_data_key_id_idx" ON "reminder_hook"("data_key_id");

-- CreateIndex
CREATE UNIQUE INDEX "reminder_hook_scope_id_url_key" ON "reminder_hook"("scope_id", "url");

-- CreateIndex
CREATE INDEX "reminder_next_attempt_at_idx" ON "reminder"("next_attempt_at");

-- CreateIndex
CREATE INDEX "reminder_organization_id_id_idx" ON "reminder"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "reminder_hook_id_topic_key" ON "reminder"("hook_id", "topic");

-- CreateIndex
CREATE UNIQUE INDEX "reminder_user_id_topic_key" ON "reminder"("user_id", "topic");

-- AddForeignKey
ALTER TABLE "reminder_hook" ADD CONSTRAINT "reminder_hook_scope_id_fkey" FOREIGN KEY ("scope_id") REFERENCES "scope"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reminder_hook" ADD CONSTRAINT "reminder_hook_data_key_id_fkey" FOREIGN KEY ("data_key_id") REFERENCES "data_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_hook_id_fkey" FOREIGN KEY ("hook_id") REFERENCES "reminder_hook"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
