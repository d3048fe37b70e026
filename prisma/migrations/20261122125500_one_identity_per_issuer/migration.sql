-- Two linked at the same moment cannot be told apart by right: the first stays.
DELETE FROM "user_identity" later USING "user_identity" first
 WHERE later."user_id" = first."user_id" AND later."issuer" = first."issuer" AND later."id" > first."id";

-- DropIndex
DROP INDEX "user_identity_user_id_idx";

-- CreateIndex
CREATE UNIQUE INDEX "user_identity_user_id_issuer_key" ON "user_identity"("user_id", "issuer");
