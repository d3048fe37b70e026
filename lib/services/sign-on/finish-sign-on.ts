// A browser comes back from the provider: counted, asked about, signed on or refused, and told either way.

import 'server-only';
import { createHash } from 'node:crypto';
import { countAttempts } from '@/lib/db/people/throttles';
import { KeystowError } from '@/lib/domain/errors';
import type { SignOnRefusal } from '@/lib/domain/sign-on';
import { bookkeeping } from '../bookkeeping';
import { systemContext } from '../context';
import type { Installation } from '../context';
import { recordedOrPended } from '../recorded';
import { admitSignOn, forgiveSignOn } from '../sessions/admit-sign-in';
import type { SessionHolder, StartedSession } from '../sessions/prepare-session';
import { personOfAnswer } from './ask-provider';
import type { FlowChecks } from './ask-provider';
import type { AccountUser } from './find-account';
import { providerFailure } from './provider-failure';
import { signOn } from './sign-on';

/** How long a begun sign-on may take. */
export const FLOW_SECONDS = 600;

export interface SignOnAnswer extends SessionHolder {
  /** The query the browser came back with. */
  readonly answer: URLSearchParams;
  /** Null where what it brought does not belong to a flow of this browser. */
  readonly checks: FlowChecks | null;
  /** The network address it came from (`lib/auth/address-of-request.ts`). */
  readonly address: string;
}

export type FinishedSignOn =
  { readonly started: StartedSession } | { readonly refused: SignOnRefusal };

/** Works while locked for who is linked already. Throws only what nobody expected, or a database away. */
export async function finishSignOn(
  installation: Installation,
  given: SignOnAnswer,
): Promise<FinishedSignOn> {
  try {
    await admitSignOn(installation, given.address);
  } catch (error) {
    if (error instanceof KeystowError && error.code === 'throttled')
      return { refused: 'throttled' };
    throw error;
  }
  const { signOn: settings } = installation.env;
  if (!settings) return refuse(installation, 'off');
  const { checks } = given;
  if (!checks || !(await takeFlow(installation, checks))) return refuse(installation, 'state');
  const person = await personOfAnswer(settings, checks, given.answer).catch(providerFailure);
  if (typeof person === 'string') return refuse(installation, person);
  const done = await signOn(installation, person, given);
  if ('refused' in done) return refuse(installation, done.refused, done.user);
  await forgiveSignOn(installation, given.address);
  return done;
}

/** False where it was taken before, on whichever node: a flow leads to one session. */
async function takeFlow(installation: Installation, { state }: FlowChecks): Promise<boolean> {
  const hash = createHash('sha256').update(state).digest('base64url');
  const asked = [{ key: `sign-on:${hash}`, spanSeconds: FLOW_SECONDS }];
  const [counted] = await bookkeeping(installation, (tx) => countAttempts(tx, asked));
  return counted?.count === 1;
}

async function refuse(
  installation: Installation,
  reason: SignOnRefusal,
  user: AccountUser | null = null,
): Promise<FinishedSignOn> {
  const named = user && { id: user.id, name: user.email };
  await recordedOrPended(
    systemContext(installation, 'sign-on'),
    async () => undefined,
    () => ({
      in: user ?? 'installation',
      events: [{ action: 'session.sign_on_refused', user: named, reason }],
    }),
  );
  return { refused: reason };
}
