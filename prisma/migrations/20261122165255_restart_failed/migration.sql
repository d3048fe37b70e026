-- AlterTable
ALTER TABLE "worker" ADD COLUMN     "restart_failed" TEXT;
