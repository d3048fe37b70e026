// Which name a value gets that comes from a backend: what its place is called there, as a secret may be called.

import type { ExternalBackend } from './backend';
import { variableOfReference } from './backend-reference';
import type { BackendReference } from './backend-reference';
import { SECRET_NAME_PATTERN } from './secret-name';

/** The member that the console writes where a backend keeps objects alone: it says nothing of the value. */
const ONLY_MEMBER = 'value';

/**
 * The last part of the path, and the key of the object behind it, in capitals, digits and underscores; a variable
 * that could be a secret keeps its name. Empty where nothing is left of it.
 */
export function nameOfReference(
  kind: ExternalBackend,
  { path, key }: Pick<BackendReference, 'path' | 'key'>,
): string {
  if (kind === 'env') {
    const variable = variableOfReference({ path });
    return SECRET_NAME_PATTERN.test(variable) ? variable : inCapitals(variable);
  }
  const last = lastPart(kind, path);
  return inCapitals(key === null || key === ONLY_MEMBER ? last : `${last}_${key}`);
}

function lastPart(kind: ExternalBackend, path: string): string {
  const short = path.slice(path.lastIndexOf('/') + 1).replace(/^arn:.*:secret:/, '');
  // Secrets Manager puts six random characters behind the name in an ARN.
  if (kind === 'aws')
    return path.startsWith('arn:') ? short.replace(/-[A-Za-z0-9]{6}$/, '') : short;
  // Names of Google Cloud hold no slash: the console writes two underscores for one.
  return kind === 'gcp' ? short.slice(short.lastIndexOf('__') + 1).replace(/^_/, '') : short;
}

function inCapitals(text: string): string {
  const name = text
    .replaceAll(/[^A-Za-z0-9_]+/g, '_')
    .replace(/_+$/, '')
    .toUpperCase();
  return /^\d/.test(name) ? `_${name}` : name;
}
