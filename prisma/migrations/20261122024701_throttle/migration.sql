-- Counts of attempts, shared by all nodes.
CREATE TABLE "throttle" (
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "ends_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "throttle_pkey" PRIMARY KEY ("key")
);

CREATE INDEX "throttle_ends_at_idx" ON "throttle"("ends_at");

ALTER TABLE "throttle" SET (fillfactor = 70);
