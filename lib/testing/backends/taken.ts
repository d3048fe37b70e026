// What a backend gave, opened for a test to compare.

import type { Backend } from '@/lib/backends/backend';
import type { BackendFault } from '@/lib/domain/backend';
import type { BackendReference } from '@/lib/domain/backend-reference';

export interface Taken {
  readonly ok: boolean;
  readonly text?: string;
  readonly hex?: string;
  readonly version?: string | null;
  readonly fault?: BackendFault;
}

export const gone = { name: 'BackendFault', code: 'absent' } as const;

export async function takenAll(
  backend: Backend,
  references: readonly BackendReference[],
  stop = new AbortController().signal,
): Promise<Taken[]> {
  const outcomes = await backend.get(references, stop);
  return outcomes.map((outcome) => {
    if (!outcome.ok) return outcome;
    const { value, version } = outcome.got;
    return value.use((bytes) => ({
      ok: true,
      text: Buffer.from(bytes).toString('utf8'),
      hex: Buffer.from(bytes).toString('hex'),
      version,
    }));
  });
}

export async function taken(
  backend: Backend,
  reference: BackendReference,
  stop?: AbortSignal,
): Promise<Taken> {
  return (await takenAll(backend, [reference], stop))[0]!;
}
