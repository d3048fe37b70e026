'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { fetchWebhooks } from '@/lib/client/audit';
import type { CheckpointWebhookView } from '@/lib/contracts/checkpoint-webhook';
import { ReadRefused } from '@/components/requests/read-refused';
import { Button } from '@/components/ui/button';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import type { AuditActions } from '../audit-actions';
import { AddWebhookDialog } from './add-webhook-dialog';
import { RemoveWebhookDialog } from './remove-webhook-dialog';
import { WebhookEntry } from './webhook-entry';

interface WebhookListProps {
  readonly log: string;
  readonly locked: boolean;
  readonly actions: AuditActions;
}

/** Where checkpoints are posted, and how that goes. */
export function WebhookList({ log, locked, actions }: WebhookListProps) {
  const client = useQueryClient();
  const [asked, setAsked] = useState<'add' | CheckpointWebhookView | null>(null);
  const key = ['audit', 'webhooks', log];
  const list = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => fetchWebhooks(log, signal),
    refetchInterval: 15_000,
  });
  const changed = () => {
    setAsked(null);
    void client.invalidateQueries({ queryKey: ['audit'] });
  };
  const manages = (list.data?.manages ?? false) && !locked;
  return (
    <section aria-labelledby="webhooks">
      <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
        <h2 id="webhooks" className="text-15 font-medium">
          Posted to
        </h2>
        {manages ? <Button onClick={() => setAsked('add')}>Add address</Button> : null}
      </div>
      {list.isPending ? <SkeletonRows rows={2} label="Loading addresses" /> : null}
      {list.isError ? (
        <ReadRefused what="The addresses" error={list.error} onRetry={() => void list.refetch()} />
      ) : null}
      {list.data?.items.length === 0 ? (
        <p className="text-ink-muted">
          Nowhere yet.{' '}
          {list.data.manages ? '' : 'Whoever manages the organization can add an address.'}
        </p>
      ) : null}
      <ul aria-label="Addresses" className="border-line not-empty:border-t">
        {list.data?.items.map((webhook) => (
          <WebhookEntry
            key={webhook.id}
            webhook={webhook}
            log={log}
            manages={manages}
            post={actions.postWebhook}
            onPosted={changed}
            onRemove={() => setAsked(webhook)}
          />
        ))}
      </ul>
      {asked === 'add' ? (
        <AddWebhookDialog
          log={log}
          action={actions.addWebhook}
          onClose={() => setAsked(null)}
          onDone={changed}
        />
      ) : null}
      {asked !== null && asked !== 'add' ? (
        <RemoveWebhookDialog
          log={log}
          webhook={asked}
          action={actions.removeWebhook}
          onClose={() => setAsked(null)}
          onDone={changed}
        />
      ) : null}
    </section>
  );
}
