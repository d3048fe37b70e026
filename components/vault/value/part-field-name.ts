// How the parts of a structured value are named in a form.

import { SECRET_TYPES } from '@/lib/domain/secret-kinds';
import { TYPE_RULES } from '@/lib/domain/secret-types';

export function partFieldName(part: string): string {
  return `part.${part}`;
}

/** The fields that any form of a value may have; each shows its own refusals. */
export const VALUE_FIELDS: readonly string[] = [
  'value',
  'valueFile',
  ...SECRET_TYPES.flatMap((type) => TYPE_RULES[type].parts ?? []).map(({ name }) =>
    partFieldName(name),
  ),
];
