// Which schemas have a form: flat ones of texts, numbers, choices and yes or no. Others are JSON text.

import { isObject, propertiesOf } from '@/lib/domain/integration';
import type { JsonObject } from '@/lib/domain/integration';

export interface SimpleField {
  readonly name: string;
  readonly kind: 'text' | 'number' | 'boolean' | 'choice';
  readonly choices: readonly string[];
  readonly required: boolean;
  readonly hint: string | undefined;
}

/** The properties that are not filled at delivery; null where a form could not say all of the schema. */
export function simpleFields(schema: JsonObject): SimpleField[] | null {
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const fields: SimpleField[] = [];
  for (const [name, property] of Object.entries(propertiesOf(schema))) {
    if (!isObject(property)) return null;
    if (typeof property['platformSecret'] === 'string') continue;
    const kind = kindOf(property);
    if (kind === null) return null;
    const { description, enum: values } = property;
    const hint = typeof description === 'string' ? description : undefined;
    const choices = kind === 'choice' ? (values as string[]) : [];
    fields.push({ name, kind, choices, required: required.includes(name), hint });
  }
  return fields;
}

function kindOf({ type, enum: values }: JsonObject): SimpleField['kind'] | null {
  if (values !== undefined) {
    const texts = Array.isArray(values) && values.every((one) => typeof one === 'string');
    return texts && type === 'string' ? 'choice' : null;
  }
  if (type === 'string') return 'text';
  if (type === 'boolean') return 'boolean';
  return type === 'integer' || type === 'number' ? 'number' : null;
}

const PREFIX = 'config.';

export function inputName(field: SimpleField): string {
  return PREFIX + field.name;
}

/** Takes the fields out of the form; what was left empty is left out. */
export function configFromForm(form: FormData, fields: readonly SimpleField[]): JsonObject {
  const entries = fields.flatMap((field): [string, unknown][] => {
    const text = String(form.get(inputName(field)) ?? '');
    form.delete(inputName(field));
    if (text === '') return [];
    if (field.kind === 'boolean') return [[field.name, text === 'true']];
    return [[field.name, field.kind === 'number' ? numberOf(text) : text]];
  });
  return Object.fromEntries(entries);
}

/** What is no number stays a text, which the schema refuses at its place. */
function numberOf(text: string): number | string {
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
}
