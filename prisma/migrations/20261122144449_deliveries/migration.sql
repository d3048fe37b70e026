-- CreateEnum
CREATE TYPE "worker_state" AS ENUM ('starting', 'running', 'waiting', 'restarting', 'unhealthy', 'ended');

-- CreateTable
CREATE TABLE "scope_generation" (
    "scope_id" UUID NOT NULL,
    "generation" BIGINT NOT NULL,

    CONSTRAINT "scope_generation_pkey" PRIMARY KEY ("scope_id")
);

-- CreateTable
CREATE TABLE "worker" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "app_id" UUID NOT NULL,
    "brief_id" UUID,
    "host" TEXT NOT NULL,
    "command" TEXT NOT NULL,
    "pid" INTEGER,
    "restart" TEXT NOT NULL,
    "staged" BOOLEAN NOT NULL DEFAULT false,
    "only" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "state" "worker_state" NOT NULL DEFAULT 'starting',
    "delivery_id" UUID,
    "restarts" INTEGER NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "heartbeat_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "asked_at" TIMESTAMPTZ(6),
    "asked_by" TEXT,
    "ended_at" TIMESTAMPTZ(6),
    "exit_code" INTEGER,
    "signal" TEXT,

    CONSTRAINT "worker_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "app_id" UUID NOT NULL,
    "worker_id" UUID,
    "brief_id" UUID,
    "taken_by_id" UUID NOT NULL,
    "taken_by" TEXT NOT NULL,
    "jti" TEXT NOT NULL,
    "key_thumbprint" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "acknowledged_at" TIMESTAMPTZ(6),
    "staged" BOOLEAN NOT NULL DEFAULT false,
    "only" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "left_out" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "platform_generation" BIGINT NOT NULL,
    "app_generation" BIGINT NOT NULL,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery_item" (
    "delivery_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "source_id" UUID NOT NULL,
    "winner_id" UUID NOT NULL,
    "scope_id" UUID NOT NULL,
    "scope_kind" "scope_kind" NOT NULL,
    "scope_path" TEXT NOT NULL,
    "via" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "backend_version" TEXT,
    "form" TEXT NOT NULL,
    "staged" BOOLEAN NOT NULL DEFAULT false,
    "shadowed" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "delivery_item_pkey" PRIMARY KEY ("delivery_id","name","source_id")
);

-- CreateTable
CREATE TABLE "brief" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "app_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "task" JSONB NOT NULL,
    "secret_refs" TEXT[],
    "created_by_id" UUID NOT NULL,
    "created_by_kind" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "revoked_at" TIMESTAMPTZ(6),
    "callback_hash" BYTEA NOT NULL,
    "callback_issued_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "consumed_at" TIMESTAMPTZ(6),

    CONSTRAINT "brief_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "integration" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "scope_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "config_schema" JSONB NOT NULL,
    "config" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" TEXT NOT NULL,

    CONSTRAINT "integration_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "worker_app_id_ended_at_idx" ON "worker"("app_id", "ended_at");

-- CreateIndex
CREATE INDEX "worker_brief_id_idx" ON "worker"("brief_id");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_key_thumbprint_key" ON "delivery"("key_thumbprint");

-- CreateIndex
CREATE INDEX "delivery_app_id_id_idx" ON "delivery"("app_id", "id");

-- CreateIndex
CREATE INDEX "delivery_worker_id_id_idx" ON "delivery"("worker_id", "id");

-- CreateIndex
CREATE INDEX "delivery_brief_id_idx" ON "delivery"("brief_id");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_taken_by_id_jti_key" ON "delivery"("taken_by_id", "jti");

-- CreateIndex
CREATE INDEX "delivery_item_source_id_delivery_id_idx" ON "delivery_item"("source_id", "delivery_id");

-- CreateIndex
CREATE UNIQUE INDEX "brief_callback_hash_key" ON "brief"("callback_hash");

-- CreateIndex
CREATE INDEX "brief_organization_id_id_idx" ON "brief"("organization_id", "id");

-- CreateIndex
CREATE INDEX "brief_app_id_id_idx" ON "brief"("app_id", "id");

-- CreateIndex
CREATE INDEX "integration_organization_id_id_idx" ON "integration"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "integration_scope_id_slug_key" ON "integration"("scope_id", "slug");

-- AddForeignKey
ALTER TABLE "scope_generation" ADD CONSTRAINT "scope_generation_scope_id_fkey" FOREIGN KEY ("scope_id") REFERENCES "scope"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "worker" ADD CONSTRAINT "worker_app_id_fkey" FOREIGN KEY ("app_id") REFERENCES "scope"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "worker" ADD CONSTRAINT "worker_brief_id_fkey" FOREIGN KEY ("brief_id") REFERENCES "brief"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_app_id_fkey" FOREIGN KEY ("app_id") REFERENCES "scope"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_worker_id_fkey" FOREIGN KEY ("worker_id") REFERENCES "worker"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_brief_id_fkey" FOREIGN KEY ("brief_id") REFERENCES "brief"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery_item" ADD CONSTRAINT "delivery_item_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "delivery"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "brief" ADD CONSTRAINT "brief_app_id_fkey" FOREIGN KEY ("app_id") REFERENCES "scope"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "integration" ADD CONSTRAINT "integration_scope_id_fkey" FOREIGN KEY ("scope_id") REFERENCES "scope"("id") ON DELETE CASCADE ON UPDATE CASCADE;
