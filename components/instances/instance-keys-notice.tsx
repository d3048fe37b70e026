'use client';

import type { InstanceKeyStanding } from '@/lib/contracts/instance';
import { count } from '@/components/ui/count';
import { ActionForm } from '@/components/ui/form';
import { Status } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';
import type { InstanceActions } from './instance-actions';

interface InstanceKeysNoticeProps {
  readonly keys: InstanceKeyStanding;
  /** Null where nothing can be moved now. */
  readonly reencrypt: InstanceActions['reencrypt'] | null;
  readonly onDone: () => void;
}

/** What the keys of database connections need; nothing where all is well. */
export function InstanceKeysNotice(props: InstanceKeysNoticeProps) {
  const { keys } = props;
  const needed = keys.missing.map(({ fingerprint }) => fingerprint).join(', ');
  const sum = keys.missing.reduce((total, one) => total + one.count, 0);
  if (!keys.fault && !keys.derived && keys.older === 0 && sum === 0) return null;
  return (
    <section aria-label="Keys of databases" className="mb-4 grid gap-2 border-y border-line py-3">
      {keys.fault ? <Status tone="danger">{keys.fault}</Status> : null}
      {sum > 0 ? (
        <div>
          <Status tone="danger">
            {count(sum, 'database')} cannot be opened: the key{' '}
            <span className="font-mono text-12">{needed}</span> is not here.
          </Status>
          <p className="mt-1 text-ink-muted">
            Set it as INSTANCE_ENCRYPTION_KEY or INSTANCE_ENCRYPTION_KEY_PREVIOUS and start Keystow
            again, or enter these addresses anew. Until then none is added.
          </p>
        </div>
      ) : null}
      {keys.derived ? (
        <div>
          <Status tone="due">The key is derived from SECRET_KEY.</Status>
          <p className="mt-1 text-ink-muted">
            Whoever knows SECRET_KEY opens them all. Set INSTANCE_ENCRYPTION_KEY to a key of its
            own; what is sealed already stays readable.
          </p>
        </div>
      ) : null}
      {keys.older > 0 ? <Older {...props} /> : null}
    </section>
  );
}

function Older({ keys, reencrypt, onDone }: InstanceKeysNoticeProps) {
  const toast = useToast();
  return (
    <div>
      <Status tone="due">{count(keys.older, 'database')} under an older key.</Status>
      {reencrypt ? (
        <ActionForm
          className="mt-2"
          action={reencrypt}
          fields={[]}
          onDone={({ moved, left, failed }) => {
            const rest = failed.length > 0 ? `, not opened: ${failed.join(', ')}` : '';
            toast({ title: `${moved} moved, ${left} under another key${rest}` });
            onDone();
          }}
        >
          <SubmitButton tone="plain">Move to the first key</SubmitButton>
        </ActionForm>
      ) : null}
    </div>
  );
}
