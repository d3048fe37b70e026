-- What was delivered under another name or within an integration: from anywhere, so that places tell nothing of it.
CREATE INDEX "delivery_item_led_idx" ON "delivery_item" ("source_id", "delivery_id")
  WHERE "via" IN ('alias', 'property');
