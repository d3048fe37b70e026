'use client';

import type { Instance } from '@/lib/contracts/instance';
import { Button } from '@/components/ui/button';
import { Fact, FactList } from '@/components/ui/fact-list';
import { ActionForm } from '@/components/ui/form';
import { Sheet } from '@/components/ui/sheet';
import { SubmitButton } from '@/components/ui/submit-button';
import { TimeAgo } from '@/components/ui/time-ago';
import { useToast } from '@/components/ui/toast';
import type { InstanceActions } from './instance-actions';
import { KeyInUse, LastTest } from './instance-list';

interface InstanceSheetProps {
  readonly instance: Instance;
  /** Changed, tested and deleted by this person, now. */
  readonly mayManage: boolean;
  readonly test: InstanceActions['test'];
  readonly onChange: () => void;
  readonly onDelete: () => void;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** One database connection: where it leads, and whether it answered. */
export function InstanceSheet(props: InstanceSheetProps) {
  const { instance, mayManage, onClose } = props;
  const { tampered, test } = instance;
  return (
    <Sheet
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={instance.name}
      finalFocus={() =>
        document.querySelector<HTMLElement>(`[data-instance="${CSS.escape(instance.id)}"]`)
      }
    >
      <Facts instance={instance} />
      {tampered ? (
        <p className="mt-4">
          Its row or its token was changed outside the console, so it is not used. Enter its address
          again, or delete it.
        </p>
      ) : null}
      <section aria-labelledby="last-test" className="mt-6">
        <h3 id="last-test" className="mb-2 font-medium">
          Last test
        </h3>
        <LastTest instance={instance} />
        {test?.fault ? <p className="mt-1">{test.fault}</p> : null}
        <TestForm {...props} />
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

function Facts({ instance }: Pick<InstanceSheetProps, 'instance'>) {
  const { kind, slug, host, port, database, username, key, updatedAt, updatedBy } = instance;
  return (
    <FactList>
      <Fact term="kind">{kind ?? 'not known: its token was not opened'}</Fact>
      <Fact term="slug">
        <Mono text={slug} />
      </Fact>
      <Fact term="host">
        <Mono text={host} />
      </Fact>
      <Fact term="port">{port}</Fact>
      <Fact term="database">
        <Mono text={database || 'none'} />
      </Fact>
      <Fact term="user">
        <Mono text={username || 'none'} />
      </Fact>
      <Fact term="password">sealed, never shown</Fact>
      <Fact term="key">
        <KeyInUse instance={instance} /> <Mono text={key.fingerprint} />
      </Fact>
      <Fact term="changed">
        <TimeAgo instant={updatedAt} /> by {updatedBy}
      </Fact>
    </FactList>
  );
}

function Mono({ text }: { readonly text: string }) {
  return <span className="font-mono text-12 wrap-anywhere">{text}</span>;
}

function TestForm({ instance, mayManage, test, onDone }: InstanceSheetProps) {
  const toast = useToast();
  const { id, slug, kind, testable } = instance;
  if (kind && !testable) {
    return (
      <p className="mt-2 text-ink-muted">
        The console can test PostgreSQL only. It keeps this address all the same.
      </p>
    );
  }
  if (!mayManage || !testable) return null;
  return (
    <ActionForm
      className="mt-3"
      action={test}
      fields={[]}
      onDone={({ ok, detail }) => {
        toast({ title: ok ? `${slug}: ${detail}` : `${slug} does not work` });
        onDone();
      }}
    >
      <input type="hidden" name="id" value={id} />
      <SubmitButton tone="plain">Test connection</SubmitButton>
    </ActionForm>
  );
}
