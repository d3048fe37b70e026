'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { fetchPolicy } from '@/lib/client/audit';
import type { AuditPolicyView } from '@/lib/contracts/audit-policy';
import { ReadRefused } from '@/components/requests/read-refused';
import { Button } from '@/components/ui/button';
import { count } from '@/components/ui/count';
import type { FormTarget } from '@/components/ui/form';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { RetentionForm } from './retention-form';

interface RetentionViewProps {
  readonly log: string;
  readonly locked: boolean;
  readonly action: FormTarget<AuditPolicyView>;
}

/** How long texts are kept, in words of what goes and what stays. */
export function RetentionView({ log, locked, action }: RetentionViewProps) {
  const client = useQueryClient();
  const [changing, setChanging] = useState(false);
  const policy = useQuery({
    queryKey: ['audit', 'policy'],
    queryFn: ({ signal }) => fetchPolicy(null, signal),
    enabled: log === '',
  });
  if (log !== '') return <p>The events of the installation are kept for ever.</p>;
  if (policy.isPending) return <SkeletonRows rows={4} label="Loading the policy" />;
  if (policy.isError) {
    const retry = () => void policy.refetch();
    return <ReadRefused what="The policy" error={policy.error} onRetry={retry} />;
  }
  const { retentionDays, erasedTo, manages } = policy.data;
  return (
    <div className="max-w-3xl">
      <p className="mb-2 text-15 font-medium">
        {retentionDays === null
          ? 'Events are kept for ever.'
          : `The texts of events are kept for ${count(retentionDays, 'day')}.`}
      </p>
      {erasedTo === '0' ? null : (
        <p className="mb-2">Those of events 1 to {erasedTo} were erased.</p>
      )}
      <ul className="mb-4 list-disc space-y-1 pl-4">
        <li>
          Erased is what an event says: who, what, to what, where, in which request. It does not
          come back.
        </li>
        <li>
          Its number, its hash, its time and the name of the act stay, so that the log can be
          verified as before, here and in a file. Of these only number and hash can be proven then.
        </li>
        <li>
          Each erasure is an event, which lists what is gone. What is gone and not listed is
          tampering.
        </li>
        <li>Exports and backups that were made before hold the texts still.</li>
      </ul>
      {!manages ? (
        <p className="text-ink-muted">Whoever manages the organization can change it.</p>
      ) : null}
      {manages && !locked && !changing ? (
        <Button onClick={() => setChanging(true)}>Change retention</Button>
      ) : null}
      {manages && !locked && changing ? (
        <RetentionForm
          policy={policy.data}
          action={action}
          onClose={() => setChanging(false)}
          onDone={() => {
            setChanging(false);
            void client.invalidateQueries({ queryKey: ['audit'] });
          }}
        />
      ) : null}
    </div>
  );
}
