// What a backend says of one reference: its version, since when, its schedule, or the fault.

import 'server-only';
import type { Described } from '@/lib/backends/backend';
import { soundAnswer, soundFault } from '@/lib/backends/sound-answer';
import { BackendFault } from '@/lib/domain/backend';
import type { BackendSchedule } from '@/lib/domain/backend';
import { storedReference } from '@/lib/domain/backend-reference';
import type { Installation } from '../context';
import { fetchReferences } from './fetch-references';
import type { WantedReference } from './fetch-references';
import { openConnectors } from './open-connector';
import { faultOfError } from './unforeseen-error';

export interface Answered {
  readonly fault: BackendFault | null;
  /** Null where it did not say, or the value was not asked for and alone tells. */
  readonly version: string | null;
  /** As in `SeenVersion`. */
  readonly formerly?: string | null | undefined;
  readonly at: Date | null;
  readonly schedule: BackendSchedule | null;
  /** Null where the value was not asked for. */
  readonly format: 'utf8' | 'binary' | null;
}

export interface Asking {
  /** The value is fetched whether or not the description tells the version: does the whole reference lead anywhere? */
  readonly value: boolean;
  readonly stop?: AbortSignal | undefined;
}

/** Past the cache. The value, where it is fetched, is let go of at once. Throws `locked`. */
export async function askBackend(
  installation: Installation,
  one: WantedReference,
  { value, stop = new AbortController().signal }: Asking,
): Promise<Answered> {
  const connector = (await openConnectors(installation, [one.connectorId])).get(one.connectorId);
  if (!connector) {
    return faulty(new BackendFault('denied', 'Its connector is gone. Refer through another.'));
  }
  const described = await connector.backend
    .describe(storedReference(one.backend, one.reference), stop)
    .then(soundAnswer)
    .catch((error: unknown) => soundFault(faultOfError(installation, stop, error)));
  const facts = described instanceof BackendFault ? NOT_DESCRIBED : described;
  // Who may read a value may well not be allowed to read what describes it.
  if (described instanceof BackendFault && described.code !== 'denied') return faulty(described);
  if (!value && facts.version !== null) return { ...facts, fault: null, format: null };
  const [fetched] = await fetchReferences(installation, [one], { pastCache: true, stop });
  if (!fetched?.ok) return faulty(fetched?.fault ?? null, facts.schedule);
  const { version, formerly, format } = fetched.got;
  const at = facts.version === null || facts.version === version ? facts.at : null;
  return { fault: null, version, formerly, at, schedule: facts.schedule, format };
}

const NOT_DESCRIBED: Described = { version: null, at: null, schedule: null };

function faulty(fault: BackendFault | null, schedule: BackendSchedule | null = null): Answered {
  return { fault, version: null, at: null, schedule, format: null };
}
