-- A window says what was refused. Those counted before do not, and nothing true could be told of them.
DELETE FROM "denial_window";

-- AlterTable
ALTER TABLE "denial_window" DROP CONSTRAINT "denial_window_pkey",
DROP COLUMN "recorded",
ADD COLUMN     "event" JSONB NOT NULL,
ADD COLUMN     "what" TEXT NOT NULL,
ADD CONSTRAINT "denial_window_pkey" PRIMARY KEY ("chain_id", "actor_key", "what", "minute");
