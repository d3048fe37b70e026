// Puts opened values under the names a process finds them by: variables, and files.

import 'server-only';
import { BUNDLE_BYTES_MAX } from '@/lib/crypto/delivery-form';
import { deliveredNames } from '@/lib/domain/delivered-names';
import { isDangerousName } from '@/lib/domain/dangerous-names';
import { KeystowError, ruleBroken } from '@/lib/domain/errors';
import { slugOfVariable } from '@/lib/domain/integration';
import { Plaintext } from '@/lib/domain/plaintext';
import { checkSecretName } from '@/lib/domain/secret-name';
import { partName } from '@/lib/domain/secret-types';
import { partTexts } from '@/lib/domain/value-parts';
import type { OpenedDeliverable } from './fetch-deliverables';
import type { Contribution } from './contribution';

/** What the claims hold beside values. */
type Facts = Readonly<Record<string, unknown>>;

/** Linux starts no process with a longer `NAME=value` and its closing NUL (MAX_ARG_STRLEN), in bytes. */
const VARIABLE_BYTES_MAX = 131_072;

/**
 * The JSON of a bundle's claims. Throws 422 for a name that may not be in an environment, for two
 * values under one name and `variable_too_large`, 413 `bundle_too_large` over 1 MiB.
 */
export function composeBundle(
  facts: Facts,
  opened: readonly OpenedDeliverable[],
  contributions: readonly Contribution[],
): Plaintext {
  checkNames(opened, contributions);
  const env: Record<string, string> = {};
  const files: Record<string, string> = {};
  for (const { row, value } of opened) {
    const into = row.form === 'file' ? files : env;
    Object.assign(into, textsOf({ row, value }));
  }
  for (const { name, text } of contributions) env[name] = text.use(utf8Text);
  checkVariables(env);
  const claims = Plaintext.fromText(JSON.stringify({ ...facts, env, files }));
  if (claims.byteLength > BUNDLE_BYTES_MAX) throw bundleTooLarge();
  return claims;
}

export function bundleTooLarge(): KeystowError {
  const message =
    'A delivery may hold at most 1 MiB. Ask for fewer names with --only, or limit the token to some.';
  return new KeystowError('too_large', message, {
    issues: [{ pointer: '', code: 'bundle_too_large', message }],
  });
}

/** By delivered name, without `_FILE`: parts by themselves, bytes that are no text as base64. */
function textsOf({
  row,
  value,
}: Omit<OpenedDeliverable, 'backendVersion'>): Record<string, string> {
  const { name, form, source } = row;
  if (source.format === 'object') {
    const parts = Object.entries(partTexts(value)).map(([part, text]) => [
      partName(name, part),
      form === 'file' ? Buffer.from(text).toString('base64') : text,
    ]);
    return Object.fromEntries(parts) as Record<string, string>;
  }
  const asText = form === 'env' && source.format === 'utf8';
  return { [name]: value.use(asText ? utf8Text : base64Text) };
}

function checkNames(
  opened: readonly OpenedDeliverable[],
  contributions: readonly Contribution[],
): void {
  const takenBy = new Map<string, string>();
  const take = (name: string, by: string): void => {
    const other = takenBy.get(name);
    if (other !== undefined) throw collision(name, by, other);
    takenBy.set(name, by);
  };
  for (const { row } of opened) {
    for (const plain of deliveredNames(row.name, row.parts, 'env')) checkSecretName(plain, '');
    for (const name of deliveredNames(row.name, row.parts, row.form)) {
      if (isDangerousName(name)) checkSecretName(name, '');
      take(name, `${row.name} in ${row.scopePath}`);
    }
  }
  for (const { name } of contributions) take(checkSecretName(name, ''), name);
}

function checkVariables(env: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(env)) {
    if (name.length + Buffer.byteLength(text) + '=\0'.length <= VARIABLE_BYTES_MAX) continue;
    const remedy = slugOfVariable(name)
      ? 'Take large secrets out of the integration, and deliver them by themselves as files.'
      : 'Deliver it as a file.';
    const message = `${name} is larger than the 128 KiB that a variable may have. ${remedy}`;
    throw ruleBroken('', 'variable_too_large', message);
  }
}

function collision(name: string, one: string, other: string): KeystowError {
  const message = `${one} and ${other} would both be delivered as ${name}. Rename or delete one of them.`;
  return ruleBroken('', 'name_collision', message);
}

function utf8Text(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}

function base64Text(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
