'use client';

import type { CheckpointWebhookView } from '@/lib/contracts/checkpoint-webhook';
import { postFailureText } from '@/lib/domain/post-failure';
import { Button } from '@/components/ui/button';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { Status } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import { TimeAgo } from '@/components/ui/time-ago';
import { useToast } from '@/components/ui/toast';

interface WebhookEntryProps {
  readonly webhook: CheckpointWebhookView;
  readonly log: string;
  readonly manages: boolean;
  readonly post: FormTarget<CheckpointWebhookView>;
  readonly onPosted: () => void;
  readonly onRemove: () => void;
}

/** One address: what it has, and what went wrong the last time. */
export function WebhookEntry(props: WebhookEntryProps) {
  const { webhook, log, manages, post, onPosted, onRemove } = props;
  const { id, url, postedSize, postedAt, failures, failure, nextAttemptAt } = webhook;
  const toast = useToast();
  const { host } = new URL(url);
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line py-2">
      <div className="min-w-0">
        <p className="font-mono wrap-anywhere">{url}</p>
        <p className="text-12 text-ink-muted">
          {postedAt === null ? (
            'Nothing was posted yet. The next checkpoint will be.'
          ) : (
            <>
              {postedSize} events, <TimeAgo instant={postedAt} />
            </>
          )}
        </p>
        {failure === null ? null : (
          <p className="text-12">
            <Status tone="due">
              Failed {failures === 1 ? 'once' : `${failures} times in a row`}:{' '}
              {postFailureText(failure)}.
              {nextAttemptAt === null ? '' : ' It is tried again by itself, within the hour.'}
            </Status>
          </p>
        )}
      </div>
      {manages ? (
        <div className="flex gap-2">
          <ActionForm
            action={post}
            fields={[]}
            onDone={(tried) => {
              const taken = tried.failure === null;
              const why = tried.failure === null ? '' : postFailureText(tried.failure);
              toast({
                title: taken ? `Posted to ${host}` : `${host} did not take it`,
                description: taken ? `${tried.postedSize} events` : why,
              });
              onPosted();
            }}
          >
            <input type="hidden" name="id" value={id} />
            {log === '' ? null : <input type="hidden" name="log" value={log} />}
            <SubmitButton tone="plain">Post now</SubmitButton>
          </ActionForm>
          <Button tone="quiet-danger" aria-label={`Remove ${url}`} onClick={onRemove}>
            Remove
          </Button>
        </div>
      ) : null}
    </li>
  );
}
