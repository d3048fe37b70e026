// What of JSON Schema 2020-12 a configSchema may use, so that checking against it always ends soon.

import 'server-only';
import { ruleBroken } from '@/lib/domain/errors';
import { isObject, propertiesOf } from '@/lib/domain/integration';
import type { JsonObject } from '@/lib/domain/integration';
import { escapePointer } from '@/lib/domain/json-pointer';
import { secretNameFault } from '@/lib/domain/secret-name';
import { positionOf } from './schema-keywords';
import type { Position } from './schema-keywords';

const SCHEMA_PARTS_MAX = 1000;
const SCHEMA_DEPTH_MAX = 16;
const PATTERN_LENGTH_MAX = 256;
const DIALECT = 'https://json-schema.org/draft/2020-12/schema';
const ROOT = '/configSchema';

interface Place {
  readonly pointer: string;
  readonly depth: number;
  readonly position: Position;
  readonly count: { parts: number };
  readonly inDefinitions: boolean;
}

/**
 * Throws 422 with a pointer below `/configSchema` for what is too large or deep, refers to another
 * document or to itself, is of another dialect, has a keyword that is none, or names a platform secret
 * where none can be filled in.
 */
export function checkSchemaShape(schema: JsonObject): void {
  if (schema['type'] !== 'object') {
    const message = 'Describe an object: "type": "object".';
    throw ruleBroken(`${ROOT}/type`, 'not_object', message);
  }
  const count = { parts: 0 };
  walk(schema, { pointer: ROOT, depth: 0, position: 'schema', count, inDefinitions: false });
}

function walk(node: unknown, place: Place): void {
  const { pointer, depth, position, count } = place;
  count.parts += 1;
  if (count.parts > SCHEMA_PARTS_MAX) {
    throw ruleBroken(ROOT, 'too_large', `Use at most ${SCHEMA_PARTS_MAX} parts.`);
  }
  if (depth > SCHEMA_DEPTH_MAX) {
    throw ruleBroken(pointer, 'too_deep', `Nest at most ${SCHEMA_DEPTH_MAX} levels.`);
  }
  if (typeof node !== 'object' || node === null) return;
  for (const [key, inner] of Object.entries(node)) {
    const at = `${pointer}/${escapePointer(key)}`;
    const next = position === 'schema' ? positionOf(key) : INSIDE[position];
    if (next === undefined) {
      const message = 'This is no keyword that a configSchema may use.';
      throw ruleBroken(at, 'keyword_refused', message);
    }
    if (position === 'schema') checkKeyword(key, inner, at, place);
    const inDefinitions = place.inDefinitions || (position === 'schema' && key === '$defs');
    walk(inner, { pointer: at, depth: depth + 1, position: next, count, inDefinitions });
  }
  if (position === 'schema') checkPlatformSecret(node as JsonObject, place);
}

const INSIDE = { map: 'schema', list: 'schema', data: 'data' } as const;

function checkKeyword(key: string, value: unknown, at: string, place: Place): void {
  if (key === '$schema' && (value !== DIALECT || place.depth > 0)) {
    throw ruleBroken(at, 'other_dialect', `Leave it out, or say ${DIALECT} for the whole schema.`);
  }
  if (key === '$ref') {
    const local = typeof value === 'string' && /^#\/\$defs\/[^/]+$/.test(value);
    const message = 'Refer to #/$defs/NAME only, and not within $defs: nothing is fetched.';
    if (!local || place.inDefinitions) throw ruleBroken(at, 'ref_refused', message);
  }
  if (key === 'pattern' && typeof value === 'string' && value.length > PATTERN_LENGTH_MAX) {
    throw ruleBroken(at, 'pattern_too_long', `Use at most ${PATTERN_LENGTH_MAX} characters.`);
  }
}

/** It stands on a text right below the schema's own `properties`, and nowhere else. */
function checkPlatformSecret(schema: JsonObject, { pointer, depth, inDefinitions }: Place): void {
  const secret = schema['platformSecret'];
  if (secret === undefined) return;
  const at = `${pointer}/platformSecret`;
  if (depth !== 2 || inDefinitions || !pointer.startsWith(`${ROOT}/properties/`)) {
    const message = 'Only a property right below the properties of the whole schema can be filled.';
    throw ruleBroken(at, 'not_fillable', message);
  }
  if (schema['type'] !== 'string') {
    const message = 'A platform secret is a text: say "type": "string" beside it.';
    throw ruleBroken(at, 'not_string', message);
  }
  if (typeof secret !== 'string' || secretNameFault(secret) !== null) {
    throw ruleBroken(at, 'no_secret_name', 'Name a secret of the platform, such as SLACK_TOKEN.');
  }
}

/** Throws 422 where the configuration itself holds what is filled at delivery. */
export function checkHoldsNoSecret(schema: JsonObject, config: JsonObject): void {
  for (const [name, property] of Object.entries(propertiesOf(schema))) {
    const filled = isObject(property) && property['platformSecret'] !== undefined;
    if (!filled || !Object.hasOwn(config, name)) continue;
    const message = 'Leave it out: it is filled from the platform at delivery.';
    throw ruleBroken(`/config/${escapePointer(name)}`, 'filled_at_delivery', message);
  }
}
