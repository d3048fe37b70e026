-- Refusals are counted by time; of all other events only the order matters.
CREATE INDEX "audit_event_denials" ON "audit_event" ("chain_id", "at") WHERE "action" = 'access.denied';
