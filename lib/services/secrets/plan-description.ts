// Decides what describes a secret from now on: what was sent, and else what it was.

import 'server-only';
import type { DescribeSecretInput } from '@/lib/contracts/secret';
import type { SecretDescription } from '@/lib/db/secrets/secrets';
import { ruleBroken } from '@/lib/domain/errors';
import { TYPE_RULES } from '@/lib/domain/secret-types';
import { checkTags } from '@/lib/domain/tags';
import type { OwnerIds } from '../owners/resolve-owners';
import type { PlannedType } from './plan-type';

/** A field that is left out stays as it was; null takes it away. */
export type DescribingFields = Pick<
  DescribeSecretInput,
  'category' | 'delivery' | 'description' | 'tags' | 'expiresAt' | 'rotationWindowDays'
>;

/**
 * `owner` is undefined where it stays. Throws 422 at `/tags`, and at `/expiresAt` for a new end that
 * is not in the future at `now`.
 */
export function planDescription(
  existing: SecretDescription | undefined,
  { type, typeGuessed }: PlannedType,
  fields: DescribingFields,
  owner: OwnerIds | undefined,
  now: Date,
): SecretDescription {
  const { ownerUserId = null, ownerTeamId = null } = owner ?? existing ?? {};
  return {
    type,
    typeGuessed,
    category: fields.category ?? existing?.category ?? TYPE_RULES[type].category,
    delivery: fields.delivery ?? existing?.delivery ?? 'env',
    description: kept(fields.description, existing?.description) || null,
    ownerUserId,
    ownerTeamId,
    tags: fields.tags === undefined ? (existing?.tags ?? []) : checkTags(fields.tags),
    expiresAt: expiryOf(fields.expiresAt, existing?.expiresAt ?? null, now),
    rotationWindowDays: kept(fields.rotationWindowDays, existing?.rotationWindowDays),
  };
}

function kept<T>(wanted: T | null | undefined, before: T | null | undefined): T | null {
  return wanted === undefined ? (before ?? null) : wanted;
}

/** An end that has passed meanwhile may be sent again, with other changes. */
function expiryOf(wanted: string | null | undefined, before: Date | null, now: Date): Date | null {
  if (wanted === undefined) return before;
  if (wanted === null) return null;
  const end = new Date(wanted);
  if (end > now || end.getTime() === before?.getTime()) return end;
  throw ruleBroken('/expiresAt', 'expires_past', 'Give a time in the future, or none.');
}
