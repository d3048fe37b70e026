// How old a value is, against the age it may get.

import type { SecretSummary } from '@/lib/contracts/secret';
import { EXPIRING_DAYS } from '@/lib/domain/secret-state';
import { TYPE_RULES } from '@/lib/domain/secret-types';

const DAY_MILLISECONDS = 86_400_000;

export interface ValueAge {
  readonly days: number;
  /** How old it may get, in days; null where nothing says. */
  readonly windowDays: number | null;
  readonly tone: 'calm' | 'due' | 'danger';
}

/** Whole days since the current value was sealed; null where there is none. Due two weeks ahead. */
export function valueAge(
  secret: Pick<SecretSummary, 'sealedAt' | 'rotationWindowDays' | 'type'>,
  now: Date,
): ValueAge | null {
  if (secret.sealedAt === null) return null;
  const age = Math.floor((now.getTime() - Date.parse(secret.sealedAt)) / DAY_MILLISECONDS);
  const days = Math.max(age, 0);
  const windowDays = secret.rotationWindowDays ?? TYPE_RULES[secret.type].windowDays;
  return { days, windowDays, tone: windowDays === null ? 'calm' : toneOf(windowDays - days) };
}

function toneOf(left: number): ValueAge['tone'] {
  if (left <= 0) return 'danger';
  return left <= EXPIRING_DAYS ? 'due' : 'calm';
}
