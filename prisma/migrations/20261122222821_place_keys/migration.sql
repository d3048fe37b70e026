-- CreateTable
CREATE TABLE "place_lease" (
    "key" TEXT NOT NULL,
    "holder" UUID NOT NULL,
    "ends_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "place_lease_pkey" PRIMARY KEY ("key")
);
