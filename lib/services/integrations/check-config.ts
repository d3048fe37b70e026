// Whether a configuration is what its schema describes, with the properties filled that delivery fills.

import 'server-only';
import { Ajv2020 } from 'ajv/dist/2020';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020';
import type { RegExpEngine } from 'ajv/dist/types';
import { KeystowError, ruleBroken } from '@/lib/domain/errors';
import type { FieldIssue } from '@/lib/domain/errors';
import { filledProperties, propertiesOf } from '@/lib/domain/integration';
import type { JsonObject } from '@/lib/domain/integration';
import { escapePointer } from '@/lib/domain/json-pointer';
import { checkStoredJson } from '@/lib/domain/stored-json';
import { checkHoldsNoSecret, checkSchemaShape } from './check-schema-shape';
import { checkSteps } from './check-steps';
import { patternsNoted, TookTooLong, withinDeadline } from './within-deadline';

const KIB_MAX = 64;
const ISSUES_MAX = 20;
/** Of checking and compiling the schema, and then of checking the configuration. */
const COMPILE_MS = 1000;
const CHECK_MS = 500;

/**
 * Throws 413 where one of them is over 64 KiB, 422 with pointers below `/configSchema` and `/config`.
 * `format` is a note, as JSON Schema 2020-12 has it, and is not checked. A filled property stands for
 * any text, whatever else its schema says: the value is nobody's to look at here. Ends within
 * COMPILE_MS and CHECK_MS, in bounded memory: others wait meanwhile, so no transaction may be open.
 */
export function checkConfig(configSchema: JsonObject, config: JsonObject): void {
  checkStoredJson(configSchema, '/configSchema', KIB_MAX);
  checkStoredJson(config, '/config', KIB_MAX);
  checkSchemaShape(configSchema);
  checkHoldsNoSecret(configSchema, config);
  checkSteps(configSchema, config);
  const fills = filledProperties(configSchema).map(({ property }) => property);
  const anyText = Object.fromEntries(fills.map((name) => [name, { type: 'string' }]));
  const validate = compile({
    ...configSchema,
    properties: { ...propertiesOf(configSchema), ...anyText },
  });
  const filled = { ...config, ...Object.fromEntries(fills.map((name) => [name, ''])) };
  const errors = validate(filled);
  if (errors.length === 0) return;
  const issues = errors.slice(0, ISSUES_MAX).map((error) => issueOf('/config', error));
  throw new KeystowError('rule_broken', 'The configuration is not what its schema says.', {
    issues,
  });
}

const OPTIONS = {
  allErrors: true,
  // What matches is looked at by our own patterns alone.
  allowMatchingProperties: true,
  strictTypes: false,
  strictTuples: false,
  strictRequired: false,
  validateFormats: false,
  logger: false,
} as const;

/** Compiled once; schemas of others are compiled apart from it and kept nowhere. */
let ofSchemas: Ajv2020 | undefined;

function compile(schema: JsonObject): (config: JsonObject) => readonly ErrorObject[] {
  const patterns = patternsNoted();
  const regExp = Object.assign(patterns.make, { code: 'patternsNoted' });
  const bounded = <T>(ms: number, work: () => T): T => {
    try {
      return withinDeadline(ms, work);
    } catch (error) {
      if (!(error instanceof TookTooLong)) throw error;
      // What was cut off may be half done.
      ofSchemas = undefined;
      throw tooSlow(patterns.isMatching());
    }
  };
  bounded(COMPILE_MS, () => checkIsSchema(schema));
  const validate = bounded(COMPILE_MS, () => compiled(schema, regExp));
  return (config) => bounded(CHECK_MS, () => (validate(config) ? [] : (validate.errors ?? [])));
}

function checkIsSchema(schema: JsonObject): void {
  ofSchemas ??= new Ajv2020(OPTIONS);
  if (ofSchemas.validateSchema(schema)) return;
  const issues = (ofSchemas.errors ?? []).slice(0, ISSUES_MAX);
  throw new KeystowError('rule_broken', 'The schema is no JSON Schema 2020-12.', {
    issues: issues.map((error) => issueOf('/configSchema', error)),
  });
}

function compiled(schema: JsonObject, regExp: RegExpEngine): ValidateFunction {
  const ajv = new Ajv2020({ ...OPTIONS, meta: false, validateSchema: false, code: { regExp } });
  ajv.addKeyword({ keyword: 'platformSecret', schemaType: 'string' });
  try {
    return ajv.compile(schema);
  } catch {
    const message = 'The schema cannot be used: look at its patterns and references.';
    throw ruleBroken('/configSchema', 'schema_unusable', message);
  }
}

function tooSlow(inPattern: boolean): KeystowError {
  return inPattern
    ? ruleBroken(
        '/configSchema',
        'pattern_too_slow',
        'A pattern takes too long. Write it without repetitions inside repetitions.',
      )
    : ruleBroken(
        '/configSchema',
        'too_slow',
        'Checking the configuration takes too long. Write a simpler schema, or a smaller configuration.',
      );
}

/** The validator's words are about the schema; what was sent is in none of them. */
function issueOf(
  root: string,
  { instancePath, keyword, params, message }: ErrorObject,
): FieldIssue {
  const missing = (params as { missingProperty?: string }).missingProperty;
  const inner = missing === undefined ? '' : `/${escapePointer(missing)}`;
  const text = missing === undefined ? `It ${message ?? 'is not allowed here'}.` : 'It is needed.';
  return { pointer: root + instancePath + inner, code: keyword, message: text };
}
