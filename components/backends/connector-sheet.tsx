'use client';

import type { ReactNode } from 'react';
import type { Connector } from '@/lib/contracts/connector';
import { Button } from '@/components/ui/button';
import { count } from '@/components/ui/count';
import { ActionForm } from '@/components/ui/form';
import { Sheet } from '@/components/ui/sheet';
import { SubmitButton } from '@/components/ui/submit-button';
import { TimeAgo } from '@/components/ui/time-ago';
import { useToast } from '@/components/ui/toast';
import type { ConnectorActions } from './connector-actions';
import { KINDS } from './connector-kinds';
import { ConnectorStanding } from './connector-list';
import { TestSteps } from './test-steps';

interface ConnectorSheetProps {
  readonly connector: Connector;
  /** Changed, tested and deleted by this person, now. */
  readonly mayManage: boolean;
  readonly mayApprove: boolean;
  readonly actions: ConnectorActions;
  readonly onChange: () => void;
  readonly onDelete: () => void;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** One connector: where it leads, what it may fetch, and how its last test went. */
export function ConnectorSheet(props: ConnectorSheetProps) {
  const { connector, mayManage, onClose } = props;
  return (
    <Sheet
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={connector.name}
      finalFocus={() =>
        document.querySelector<HTMLElement>(`[data-connector="${CSS.escape(connector.id)}"]`)
      }
    >
      <Facts connector={connector} />
      <Approval {...props} />
      <section aria-labelledby="last-test" className="mt-6">
        <h3 id="last-test" className="mb-2 font-medium">
          Last test
        </h3>
        <TestSteps test={connector.test} />
        {mayManage && connector.approved ? <TestForm {...props} /> : null}
      </section>
      {mayManage ? (
        <div className="mt-6 flex flex-wrap gap-2">
          <Button onClick={props.onChange}>Change</Button>
          <Button tone="quiet-danger" onClick={props.onDelete}>
            Delete…
          </Button>
        </div>
      ) : null}
    </Sheet>
  );
}

function Facts({ connector }: Pick<ConnectorSheetProps, 'connector'>) {
  const { kind, slug, scope, destination, settings, allowed, writable, approved } = connector;
  const { version, secrets, updatedAt, updatedBy, hasCredentials } = connector;
  return (
    <dl className="grid grid-cols-[7rem_minmax(0,1fr)] gap-x-4 gap-y-1.5 [&>dt]:text-ink-muted">
      <dt>kind</dt>
      <dd>{KINDS[kind].label}</dd>
      <dt>slug</dt>
      <Mono>{slug}</Mono>
      <dt>serves</dt>
      <dd>
        <span className="font-mono text-12 wrap-anywhere">{scope.path}</span> and below
      </dd>
      <dt>leads to</dt>
      {destination ? <Mono>{destination}</Mono> : <dd>nothing leaves the console</dd>}
      {Object.entries(settings).map(([name, value]) => (
        <Setting key={name} name={name} value={value} />
      ))}
      <dt>credentials</dt>
      <dd>{hasCredentials ? 'sealed, never shown' : 'none of its own'}</dd>
      <dt>references</dt>
      {allowed.length > 0 ? <Mono>{allowed.join(' ')}</Mono> : <dd>all it reaches</dd>}
      <dt>writing</dt>
      <dd>{writable ? 'the console may write there' : 'it only reads'}</dd>
      <dt>used by</dt>
      <dd>{count(secrets, 'secret')}, the bin included</dd>
      <dt>standing</dt>
      <dd>
        <ConnectorStanding connector={connector} />
        {approved ? <span className="block text-12 text-ink-muted">by {approved.by}</span> : null}
      </dd>
      <dt>version</dt>
      <dd>
        {version}, <TimeAgo instant={updatedAt} /> by {updatedBy}
      </dd>
    </dl>
  );
}

function Setting({ name, value }: { readonly name: string; readonly value: unknown }) {
  return (
    <>
      <dt>{name}</dt>
      <Mono>{String(value)}</Mono>
    </>
  );
}

function Mono({ children }: { readonly children: ReactNode }) {
  return <dd className="font-mono text-12 wrap-anywhere">{children}</dd>;
}

function Approval({ connector, mayApprove, actions, onDone }: ConnectorSheetProps) {
  const toast = useToast();
  if (connector.approved) return null;
  if (!mayApprove) {
    return (
      <p className="mt-4 text-ink-muted">
        Nothing is sent before somebody who manages the backends of the whole organization approves
        where it leads.
      </p>
    );
  }
  return (
    <ActionForm
      className="mt-4"
      action={actions.approve}
      fields={[]}
      onDone={({ slug }) => {
        toast({ title: `Connector ${slug} approved` });
        onDone();
      }}
    >
      <input type="hidden" name="id" value={connector.id} />
      <input type="hidden" name="version" value={connector.version} />
      <p className="mb-2">
        Approving lets it send credentials and references
        {connector.destination
          ? ` to ${connector.destination}`
          : ' nowhere, and read what is named'}
        .
      </p>
      <SubmitButton>Approve</SubmitButton>
    </ActionForm>
  );
}

function TestForm({ connector, actions, onDone }: ConnectorSheetProps) {
  const toast = useToast();
  return (
    <ActionForm
      className="mt-3"
      action={actions.test}
      fields={[]}
      onDone={({ slug, worked }) => {
        toast({ title: worked ? `Connector ${slug} works` : `Connector ${slug} does not work` });
        onDone();
      }}
    >
      <input type="hidden" name="id" value={connector.id} />
      <SubmitButton tone="plain">Test connection</SubmitButton>
    </ActionForm>
  );
}
