-- CreateTable
CREATE TABLE "audit_checkpoint" (
    "chain_id" UUID NOT NULL,
    "size" BIGINT NOT NULL,
    "note" TEXT NOT NULL,
    "verifier_key" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_checkpoint_pkey" PRIMARY KEY ("chain_id","size")
);

-- CreateTable
CREATE TABLE "audit_policy" (
    "chain_id" UUID NOT NULL,
    "retention_days" INTEGER,
    "erased_to" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "audit_policy_pkey" PRIMARY KEY ("chain_id")
);
