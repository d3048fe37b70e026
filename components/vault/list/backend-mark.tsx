import type { SecretSummary } from '@/lib/contracts/secret';
import { StatusShape } from '@/components/ui/status';
import { BACKEND_NAME } from '../secret-words';

type BackendMarkProps = Pick<SecretSummary, 'backend' | 'reference' | 'connector' | 'atBackend'>;

/** Beside the name of a secret whose value lives elsewhere: where, and whether it cannot be had. */
export function BackendMark({ backend, reference, connector, atBackend }: BackendMarkProps) {
  if (reference === null) return null;
  const waits = connector !== null && !connector.approved;
  const trouble = atBackend?.fault
    ? ({ tone: 'danger', words: 'could not be fetched' } as const)
    : waits
      ? ({ tone: 'due', words: 'its connector waits for approval' } as const)
      : null;
  return (
    <span
      title={trouble ? `${reference}: ${trouble.words}` : reference}
      className="inline-flex shrink-0 items-center gap-1 rounded-md border border-line px-1.5 text-12 text-ink-muted"
    >
      {trouble ? <StatusShape tone={trouble.tone} /> : null}
      <span aria-hidden="true">{backend === 'env' ? 'env' : BACKEND_NAME[backend]}</span>
      <span className="sr-only">value at {BACKEND_NAME[backend]}</span>
      {trouble ? <span className="sr-only">, {trouble.words}</span> : null}
    </span>
  );
}
