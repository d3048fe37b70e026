-- CreateTable
CREATE TABLE "app_requirement" (
    "app_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "optional" BOOLEAN NOT NULL DEFAULT false,
    "note" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "app_requirement_pkey" PRIMARY KEY ("app_id","name")
);

-- AddForeignKey
ALTER TABLE "app_requirement" ADD CONSTRAINT "app_requirement_app_id_fkey" FOREIGN KEY ("app_id") REFERENCES "scope"("id") ON DELETE CASCADE ON UPDATE CASCADE;
