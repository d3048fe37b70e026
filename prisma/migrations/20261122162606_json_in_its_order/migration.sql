-- AlterTable
ALTER TABLE "brief" ALTER COLUMN "task" SET DATA TYPE JSON;

-- AlterTable
ALTER TABLE "integration" ALTER COLUMN "config_schema" SET DATA TYPE JSON,
ALTER COLUMN "config" SET DATA TYPE JSON;
