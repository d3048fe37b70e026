// Which structured type an object is, by its keys: the one whose parts they are.

import type { Plaintext } from './plaintext';
import { SECRET_TYPES } from './secret-kinds';
import type { SecretType } from './secret-kinds';
import { TYPE_RULES } from './secret-types';
import { typeShapeFault } from './type-shape';

/** Null where they are the parts of none. `plaintext` is what `readValueParts` made. */
export function typeOfParts(plaintext: Plaintext): SecretType | null {
  const structured = SECRET_TYPES.filter((type) => TYPE_RULES[type].parts !== null);
  return structured.find((type) => !typeShapeFault(type, 'object', plaintext)) ?? null;
}
