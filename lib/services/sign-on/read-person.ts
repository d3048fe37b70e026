// What a provider's claims say of a person (OpenID Connect Core 1.0, section 5.1), as far as it is used.

import 'server-only';
import { z } from 'zod';
import { checkTexts } from '@/lib/contracts/check-texts';
import { normalizeEmail } from '@/lib/domain/email';
import type { SignOnSettings } from '@/lib/env';

export interface ProviderPerson {
  readonly issuer: string;
  readonly subject: string;
  /** As accounts store it, and only where the provider says that it is verified. */
  readonly email: string | null;
  readonly name: string | null;
  /** As the provider calls them; empty where it says nothing of groups. */
  readonly groups: readonly string[];
}

type Claims = Readonly<Record<string, unknown>>;

const NAME_LENGTH_MAX = 200;
const GROUPS_MAX = 2000;
const TRUE: readonly unknown[] = [true, 'true', 1, '1'];
const address = z.email().max(254);
const groupList = z.array(z.string().max(400)).max(GROUPS_MAX);

/** Of several sources the first that says something counts: the signed ID token before UserInfo. */
export function readPerson(
  issuer: string,
  subject: string,
  sources: readonly Claims[],
  { groupsClaim }: Pick<SignOnSettings, 'groupsClaim'>,
): ProviderPerson {
  return {
    issuer,
    subject,
    email: firstOf(sources, verifiedEmail),
    name: firstOf(sources, shownName),
    groups: firstOf(sources, (claims) => groupsOf(claims[groupsClaim])) ?? [],
  };
}

function firstOf<T>(sources: readonly Claims[], read: (claims: Claims) => T | null): T | null {
  for (const claims of sources) {
    const found = read(claims);
    if (found !== null) return found;
  }
  return null;
}

/**
 * The two claims count only side by side. Some providers write the boolean as a word or a number.
 * Microsoft Entra ID never sends `email_verified`; `xms_edov` stands in where that is not there at all.
 */
function verifiedEmail(claims: Claims): string | null {
  const { email, email_verified: verified = claims['xms_edov'] } = claims;
  const parsed = address.safeParse(typeof email === 'string' ? normalizeEmail(email) : null);
  return parsed.success && TRUE.includes(verified) ? parsed.data : null;
}

function shownName({ name, preferred_username: handle }: Claims): string | null {
  return [name, handle].map(fitName).find((text) => text !== null) ?? null;
}

function fitName(claim: unknown): string | null {
  const name = typeof claim === 'string' ? claim.trim() : '';
  if (name === '' || name.length > NAME_LENGTH_MAX || !name.isWellFormed()) return null;
  try {
    checkTexts({ name });
    return name;
  } catch {
    return null;
  }
}

/** A list, or a single name. Null for anything else. */
function groupsOf(claim: unknown): string[] | null {
  if (typeof claim === 'string') return [claim];
  const parsed = groupList.safeParse(claim);
  return parsed.success ? parsed.data.filter((name) => !name.includes('\0')) : null;
}
