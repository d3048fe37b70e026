// How many steps checking a configuration takes at most: what each part of the schema looks at, together.

import 'server-only';
import { ruleBroken } from '@/lib/domain/errors';
import { isObject } from '@/lib/domain/integration';
import type { JsonObject } from '@/lib/domain/integration';

const PARTS_MAX = 5000;
const STEPS_MAX = 250_000;
/** `uniqueItems` compares each with each. */
const ITEMS_MAX = 1000;

/**
 * Each part of a schema looks at each part of a configuration at most once, definitions once for each
 * reference to them: faults are no more than the product. Throws 422 `too_large` beyond the limits.
 * The schema is one that `checkSchemaShape` let through: definitions refer to nothing.
 */
export function checkSteps(configSchema: JsonObject, config: JsonObject): void {
  const parts = partsOf(configSchema, 0, definitionsOf(configSchema));
  if (parts > PARTS_MAX) {
    const message = `Use at most ${PARTS_MAX} parts, definitions counted wherever they are referred to.`;
    throw ruleBroken('/configSchema', 'too_large', message);
  }
  const found = { nodes: 0 };
  count(config, found);
  if (parts * found.nodes > STEPS_MAX) {
    const message = `Use at most ${Math.floor(STEPS_MAX / parts)} values: this schema has ${parts} parts.`;
    throw ruleBroken('/config', 'too_large', message);
  }
}

function definitionsOf({ $defs }: JsonObject): ReadonlyMap<string, number> {
  const none = new Map<string, number>();
  const all = isObject($defs) ? Object.entries($defs) : [];
  return new Map(all.map(([name, schema]) => [`#/$defs/${name}`, partsOf(schema, 0, none)]));
}

function partsOf(node: unknown, before: number, definitions: ReadonlyMap<string, number>): number {
  let parts = before + 1;
  if (typeof node !== 'object' || node === null) return parts;
  for (const [key, inner] of Object.entries(node)) {
    if (key === '$ref') parts += definitions.get(decodeURIComponent(String(inner))) ?? 0;
    parts = partsOf(inner, parts, definitions);
  }
  return parts;
}

function count(node: unknown, found: { nodes: number }): void {
  found.nodes += 1;
  if (typeof node !== 'object' || node === null) return;
  if (Array.isArray(node) && node.length > ITEMS_MAX) {
    throw ruleBroken('/config', 'too_large', `A list may have at most ${ITEMS_MAX} values.`);
  }
  for (const inner of Object.values(node)) count(inner, found);
}
