-- AlterTable
ALTER TABLE "secret" ADD COLUMN     "backend_checked_at" TIMESTAMPTZ(6),
ADD COLUMN     "backend_fault" TEXT,
ADD COLUMN     "backend_schedule" JSONB,
ADD COLUMN     "connector_id" UUID;

-- AlterTable
ALTER TABLE "secret_version" ADD COLUMN     "backend_at" TIMESTAMPTZ(6),
ADD COLUMN     "backend_version" TEXT;

-- CreateTable
CREATE TABLE "connector" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "scope_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "settings" JSON NOT NULL,
    "allowed" TEXT[],
    "writable" BOOLEAN NOT NULL DEFAULT false,
    "destination" TEXT,
    "approved_at" TIMESTAMPTZ(6),
    "approved_by" TEXT,
    "data_key_id" UUID,
    "envelope" BYTEA,
    "version" INTEGER NOT NULL DEFAULT 1,
    "tested_at" TIMESTAMPTZ(6),
    "test" JSON,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" TEXT NOT NULL,

    CONSTRAINT "connector_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "transfer" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "scope_id" UUID NOT NULL,
    "mode" TEXT NOT NULL,
    "from_connector_id" UUID,
    "to_connector_id" UUID,
    "state" TEXT NOT NULL DEFAULT 'planned',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "ended_at" TIMESTAMPTZ(6),

    CONSTRAINT "transfer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "transfer_item" (
    "transfer_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "source" TEXT,
    "target" TEXT,
    "state" TEXT NOT NULL DEFAULT 'planned',
    "reason" TEXT,

    CONSTRAINT "transfer_item_pkey" PRIMARY KEY ("transfer_id","number")
);

-- CreateTable
CREATE TABLE "instance" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "key_fingerprint" TEXT NOT NULL,
    "mac_key_id" UUID NOT NULL,
    "mac" BYTEA NOT NULL,
    "host" TEXT NOT NULL,
    "port" INTEGER NOT NULL,
    "database" TEXT NOT NULL,
    "username" TEXT NOT NULL,
    "tested_at" TIMESTAMPTZ(6),
    "test_fault" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" TEXT NOT NULL,

    CONSTRAINT "instance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "managed_secret_sighting" (
    "name" TEXT NOT NULL,
    "tag" BYTEA NOT NULL,
    "source" TEXT NOT NULL,
    "first_seen_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "managed_secret_sighting_pkey" PRIMARY KEY ("name","tag")
);

-- CreateTable
CREATE TABLE "managed_secret_entry" (
    "name" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "managed_secret_entry_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE INDEX "connector_scope_id_idx" ON "connector"("scope_id");

-- CreateIndex
CREATE INDEX "connector_data_key_id_idx" ON "connector"("data_key_id");

-- CreateIndex
CREATE UNIQUE INDEX "connector_organization_id_slug_key" ON "connector"("organization_id", "slug");

-- CreateIndex
CREATE INDEX "transfer_organization_id_id_idx" ON "transfer"("organization_id", "id");

-- CreateIndex
CREATE INDEX "transfer_item_transfer_id_state_number_idx" ON "transfer_item"("transfer_id", "state", "number");

-- CreateIndex
CREATE INDEX "instance_mac_key_id_idx" ON "instance"("mac_key_id");

-- CreateIndex
CREATE UNIQUE INDEX "instance_organization_id_slug_key" ON "instance"("organization_id", "slug");

-- CreateIndex
CREATE INDEX "secret_connector_id_backend_checked_at_idx" ON "secret"("connector_id", "backend_checked_at");

-- AddForeignKey
ALTER TABLE "secret" ADD CONSTRAINT "secret_connector_id_fkey" FOREIGN KEY ("connector_id") REFERENCES "connector"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connector" ADD CONSTRAINT "connector_scope_id_fkey" FOREIGN KEY ("scope_id") REFERENCES "scope"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connector" ADD CONSTRAINT "connector_data_key_id_fkey" FOREIGN KEY ("data_key_id") REFERENCES "data_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transfer" ADD CONSTRAINT "transfer_scope_id_fkey" FOREIGN KEY ("scope_id") REFERENCES "scope"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transfer_item" ADD CONSTRAINT "transfer_item_transfer_id_fkey" FOREIGN KEY ("transfer_id") REFERENCES "transfer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "instance" ADD CONSTRAINT "instance_mac_key_id_fkey" FOREIGN KEY ("mac_key_id") REFERENCES "data_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A value is sealed here, or lives where a connector and a reference say.
ALTER TABLE "secret" ADD CONSTRAINT "secret_place_check"
  CHECK (("backend" = 'local') = ("connector_id" IS NULL) AND ("backend" = 'local') = ("reference" IS NULL));
