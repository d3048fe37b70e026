// Takes in a secret wherever its value belongs: sealed here, at a backend, or at another secret.

import 'server-only';
import { findPlace } from '@/lib/db/secrets/references';
import { KeystowError } from '@/lib/domain/errors';
import { backendNamed } from '@/lib/domain/secret-kinds';
import { authorize } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { aliasSecret } from './alias-secret';
import { putSecret } from './put-secrets';
import type { PutOutcome } from './put-secrets';
import { referSecret } from './refer-secret';
import type { AliasInput, ReferenceInput, SecretInput } from './secret-input';

export type SavedInput = AliasInput | SecretInput | ReferenceInput;

/**
 * Needs `secrets:write`. What nobody says a backend for goes where the value is already, and of a new
 * secret to the console's default. Throws as `aliasSecret`, `referSecret` and `putSecret` do.
 */
export async function saveSecret(
  ctx: Context,
  at: ScopeReference,
  input: SavedInput,
): Promise<PutOutcome> {
  if ('aliasOf' in input) return aliasSecret(ctx, at, input);
  if (!('plaintext' in input)) return referSecret(ctx, at, input);
  const { plaintext, format, ...fields } = input;
  const there = () => referSecret(ctx, at, { ...fields, value: { plaintext, format } });
  if (fields.backend !== undefined) {
    return backendNamed(fields.backend) === 'local' ? putSecret(ctx, at, input) : there();
  }
  if (ctx.installation.env.secretBackend !== 'local' && (await isNew(ctx, at, input.key))) {
    return there();
  }
  try {
    return await putSecret(ctx, at, input);
  } catch (error) {
    if (livesElsewhere(error)) return there();
    throw error;
  }
}

async function isNew(ctx: Context, at: ScopeReference, key: string): Promise<boolean> {
  const scope = await authorize(ctx, at, 'secrets:write', [key]);
  return (await findPlace(ctx.installation.database.prisma, scope, key)) === null;
}

function livesElsewhere(error: unknown): boolean {
  return (
    error instanceof KeystowError &&
    (error.extras.issues ?? []).some(({ code }) => code === 'lives_elsewhere')
  );
}
