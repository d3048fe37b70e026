// While a node runs it asks backends whether they have newer versions, some at a time, and lets the faulty rest.

import 'server-only';
import { claimDueChecks, noteChecks } from '@/lib/db/secrets/backend-checks';
import type { CheckRow, DueCheck } from '@/lib/db/secrets/backend-checks';
import { outcomesOf } from '@/lib/backends/outcomes';
import { unforeseenFault } from '@/lib/backends/sound-answer';
import type { BackendFault } from '@/lib/domain/backend';
import { bookkeeping } from '../bookkeeping';
import type { Installation } from '../context';
import { log } from '../log';
import { faultText } from '../secrets/backend-facts';
import { askBackend } from './ask-backend';
import type { Answered } from './ask-backend';
import { ConnectorRest } from './connector-rest';
import { isPassing } from './fault-error';
import { noticeVersions } from './notice-versions';
import type { SeenVersion } from './notice-versions';

const ROUND_MAX = 200;
const AT_ONCE_MAX = 8;

const restOf = new WeakMap<Installation, ConnectorRest>();

/**
 * One round: at most 200 secrets that were not asked for `everySeconds`, whichever node did. Answers how
 * many it asked for. A fault is noted with its secret, and an error that none foresaw as one.
 */
export async function pollVersions(
  installation: Installation,
  everySeconds: number,
  stop: AbortSignal = new AbortController().signal,
): Promise<number> {
  const rest = restOf.get(installation) ?? new ConnectorRest();
  restOf.set(installation, rest);
  const due = { seconds: everySeconds, limit: ROUND_MAX, except: rest.resting(performance.now()) };
  const claimed = await bookkeeping(installation, (tx) => claimDueChecks(tx, due));
  if (claimed.length === 0) return 0;
  const asked = await outcomesOf(claimed, AT_ONCE_MAX, (one) =>
    askOne(installation, rest, one, stop),
  );
  const answers = claimed.flatMap((one, index) => {
    const outcome = asked[index];
    return outcome?.ok && outcome.got ? [{ one, answered: outcome.got }] : [];
  });
  for (const organizationId of new Set(answers.map(({ one }) => one.organizationId))) {
    const own = answers.filter(({ one }) => one.organizationId === organizationId);
    await keep(installation, own);
  }
  return claimed.length;
}

interface Answer {
  readonly one: DueCheck;
  readonly answered: Answered;
}

/** Of one organization: what cannot be kept of it leaves the others alone. */
async function keep(installation: Installation, answers: readonly Answer[]): Promise<void> {
  const works = [
    () => {
      const rows = answers.map(({ one, answered }) => rowOf(one, answered));
      return bookkeeping(installation, (tx) => noteChecks(tx, rows));
    },
    () => noticeVersions(installation, answers.flatMap(seenOf)),
  ];
  for (const work of works) {
    try {
      await work();
    } catch (error) {
      log.warn({ err: error }, 'what backends said could not be kept; they are asked again later');
    }
  }
}

/** Null where the console stops: then nothing was learnt. */
async function askOne(
  installation: Installation,
  rest: ConnectorRest,
  one: DueCheck,
  stop: AbortSignal,
): Promise<Answered | null> {
  const known = rest.faultOf(one.connectorId, performance.now());
  if (known) return { fault: known, version: null, at: null, schedule: null, format: null };
  if (stop.aborted) return null;
  try {
    const answered = await askBackend(installation, one, { value: false, stop });
    rest.note(one.connectorId, passing(answered.fault), performance.now());
    return answered;
  } catch (error) {
    if (stop.aborted || !installation.keys.unlocked) return null;
    log.warn({ err: error }, 'a backend gave an answer that could not be read');
    return { fault: unforeseenFault(), version: null, at: null, schedule: null, format: null };
  }
}

/** What is wrong with one reference says nothing of the connector's others. */
function passing(fault: BackendFault | null): BackendFault | null {
  return fault && isPassing(fault.code) ? fault : null;
}

function rowOf(one: DueCheck, { fault, schedule }: Answered): CheckRow {
  return { ...one, fault: fault && faultText(fault), schedule };
}

function seenOf({ one, answered }: Answer): SeenVersion[] {
  const { version, formerly = null, at, format } = answered;
  return version === null ? [] : [{ ...one, version, formerly, at, format }];
}
