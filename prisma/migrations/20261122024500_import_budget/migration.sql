-- CreateTable
CREATE TABLE "match_budget" (
    "subject" TEXT NOT NULL,
    "since" TIMESTAMPTZ(6) NOT NULL,
    "spent" INTEGER NOT NULL,

    CONSTRAINT "match_budget_pkey" PRIMARY KEY ("subject","since")
);

ALTER TABLE "match_budget"
  ADD CONSTRAINT "match_budget_spent_check" CHECK ("spent" >= 0);

-- Updated far more often than made.
ALTER TABLE "match_budget" SET (fillfactor = 70);
