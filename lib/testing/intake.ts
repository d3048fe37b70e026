// Intake links for tests: secrets that are asked for, and whoever holds the link.

import { fromTypeId } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import type { SecretType } from '@/lib/domain/secret-kinds';
import { anyKind } from '@/lib/services/access/authorize';
import type { Context, Installation } from '@/lib/services/context';
import { answerIntake } from '@/lib/services/intake/answer-intake';
import { makeIntakeLink } from '@/lib/services/intake/make-intake-link';
import type { LinkHolder } from '@/lib/services/intake/open-intake';
import { putSecret } from '@/lib/services/secrets/put-secrets';

/** Fits every type that has no parts and no rules of its own beyond a length. */
export const VALUE_BEFORE = 'thevaluebeforeanylink';

export interface AskedSecret {
  /** `sec_…` */
  readonly id: string;
  readonly key: string;
}

/** Seals a secret in the scope at `path`; with a type it is a chosen one. */
export async function sealSecret(
  ctx: Context,
  path: string,
  key: string,
  type?: SecretType,
): Promise<AskedSecret> {
  const plaintext = Plaintext.fromText(VALUE_BEFORE);
  const typed = type === undefined ? {} : { type };
  const { secret } = await putSecret(ctx, anyKind(path), {
    key,
    plaintext,
    format: 'utf8',
    ...typed,
  });
  return { id: secret.id, key: secret.key };
}

export interface MadeLink {
  readonly id: string;
  readonly holder: LinkHolder;
}

/** A link for “Bob” that asks for these, by whoever `ctx` is of. */
export async function linkFor(ctx: Context, secrets: readonly AskedSecret[]): Promise<MadeLink> {
  const made = await makeIntakeLink(ctx, {
    secrets: secrets.map(({ id }) => id),
    label: 'Bob',
    expiresInDays: 7,
  });
  return {
    id: made.id,
    holder: { secret: made.link.split('#')[1]!, address: '192.0.2.7', requestId: 'test' },
  };
}

/** Enters a text as whoever holds the link. */
export function enter(
  installation: Installation,
  { holder }: MadeLink,
  { id: item }: AskedSecret,
  text: string,
) {
  const value = { plaintext: Plaintext.fromText(text), format: 'utf8' } as const;
  return answerIntake(installation, holder, { item, value });
}

/** What is stored of an item of a link. */
export function itemRow({ database }: Installation, { id }: MadeLink, { id: secret }: AskedSecret) {
  const linkId = fromTypeId(['link'], id)!;
  const secretId = fromTypeId(['secret'], secret)!;
  return database.prisma.intakeItem.findUniqueOrThrow({
    where: { linkId_secretId: { linkId, secretId } },
  });
}

/** The code and message of a refusal, or `none`. */
export function refusalOf(attempt: Promise<unknown>): Promise<string> {
  return attempt.then(
    () => 'none',
    (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
  );
}
