-- AlterTable
ALTER TABLE "verification_check" ADD COLUMN     "moved_last" INTEGER,
ADD COLUMN     "moved_version" INTEGER;
