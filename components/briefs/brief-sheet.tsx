'use client';

import type { Brief } from '@/lib/contracts/brief';
import { ReadRefused } from '@/components/requests/read-refused';
import { Sheet } from '@/components/ui/sheet';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { Status } from '@/components/ui/status';
import { TimeAgo } from '@/components/ui/time-ago';
import { BRIEF_STATES } from './brief-state';
import { PreviewTable } from './preview-table';
import { useBrief, useBriefPreview } from './use-briefs';

interface BriefSheetProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** One brief: its task, what became of it, and what it would be handed now. */
export function BriefSheet({ id, onClose }: BriefSheetProps) {
  const read = useBrief(id);
  return (
    <Sheet
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={read.data?.title ?? 'Brief'}
      finalFocus={() => document.querySelector<HTMLElement>(`[data-brief="${CSS.escape(id)}"]`)}
    >
      {read.isLoading ? <SkeletonRows rows={8} label="Loading the brief" /> : null}
      {read.isError ? (
        <ReadRefused what="The brief" error={read.error} onRetry={() => void read.refetch()} />
      ) : null}
      {read.data ? <Facts brief={read.data} /> : null}
    </Sheet>
  );
}

function Facts({ brief }: { readonly brief: Brief }) {
  const { status, worker, consumedAt } = brief;
  const { tone, means } = BRIEF_STATES[status];
  return (
    <>
      <Status tone={tone}>{status}</Status>
      <p className="mt-1 text-ink-muted">{means}</p>
      <dl className="mt-4 grid grid-cols-[6rem_minmax(0,1fr)] gap-x-4 gap-y-1.5 [&>dt]:text-ink-muted">
        <dt>id</dt>
        <dd className="font-mono text-12 wrap-anywhere">{brief.id}</dd>
        <dt>app</dt>
        <dd className="font-mono text-12 wrap-anywhere">{brief.app.path}</dd>
        <dt>made</dt>
        <dd>
          <TimeAgo instant={brief.createdAt} /> by {brief.createdBy}
        </dd>
        <dt>ends</dt>
        <dd>
          <TimeAgo instant={brief.expiresAt} />
        </dd>
        {consumedAt ? (
          <>
            <dt>taken</dt>
            <dd>
              <TimeAgo instant={consumedAt} />
              {worker ? ` by ${worker.command} on ${worker.host}` : null}
            </dd>
          </>
        ) : null}
        {worker?.endedAt ? (
          <>
            <dt>ended</dt>
            <dd>
              <TimeAgo instant={worker.endedAt} /> {endOf(worker)}
            </dd>
          </>
        ) : null}
      </dl>
      <section aria-labelledby="task" className="mt-6">
        <h3 id="task" className="mb-2 font-medium">
          Task
        </h3>
        <pre
          tabIndex={0}
          aria-labelledby="task"
          className="overflow-x-auto rounded-md bg-panel p-3 font-mono text-12 break-words whitespace-pre-wrap"
        >
          {JSON.stringify(brief.task, null, 2)}
        </pre>
      </section>
      <Secrets brief={brief} />
    </>
  );
}

function endOf({ signal, exitCode }: NonNullable<Brief['worker']>): string {
  return signal === null ? `with exit code ${exitCode ?? 'unknown'}` : `by ${signal}`;
}

function Secrets({ brief }: { readonly brief: Brief }) {
  const read = useBriefPreview(brief.id);
  return (
    <section aria-labelledby="secrets" className="mt-6">
      <h3 id="secrets" className="mb-2 font-medium">
        {brief.status === 'open' ? 'What it would be handed now' : 'What its names stand for now'}
      </h3>
      {brief.secretRefs.length === 0 ? (
        <p className="text-ink-muted">Its task alone: it names no secrets.</p>
      ) : null}
      {read.data && brief.secretRefs.length > 0 ? <PreviewTable preview={read.data} /> : null}
      {read.isError ? (
        <ReadRefused what="The preview" error={read.error} onRetry={() => void read.refetch()} />
      ) : null}
    </section>
  );
}
