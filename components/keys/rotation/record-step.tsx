import { DEPTH_TEXTS } from '@/lib/domain/key-operation';
import { count } from '@/components/ui/count';
import { Status } from '@/components/ui/status';
import { TimeAgo } from '@/components/ui/time-ago';
import { actWords, operationState } from './operation-words';
import type { StepProps } from './step-props';

/** What is kept of a change of keys: what came of it, and every act from the audit log. */
export function RecordStep({ operation }: StepProps) {
  const { reencryption, depths, from, to, state } = operation;
  const { tone, words } = operationState(operation);
  const finished = state === 'finished';
  return (
    <>
      <h2 className="text-15 font-medium">Record</h2>
      <dl className="mt-2 grid gap-x-6 gap-y-2 sm:grid-cols-[9rem_minmax(0,1fr)]">
        <Fact term="State">
          <Status tone={tone}>{words}</Status>
          {operation.finishedAt ? (
            <span className="text-ink-muted">
              {' '}
              <TimeAgo instant={operation.finishedAt} /> by {operation.finishedBy}
            </span>
          ) : null}
        </Fact>
        <Fact term="Change number">{operation.changeNumber ?? 'none was given'}</Fact>
        <Fact term="Master key before">
          <span className="font-mono wrap-anywhere">{from}</span>
        </Fact>
        <Fact term="Master key after">
          <span className="font-mono wrap-anywhere">{finished && to ? to : from}</span>
          {finished && to ? null : ', as before'}
        </Fact>
        {reencryption ? (
          <Fact term="Re-encryption">
            <Status tone={reencryption.remaining === 0 ? 'fine' : 'due'}>
              {count(reencryption.remaining, 'value')} on the old keys
            </Status>
            <span className="text-ink-muted">
              , {count(reencryption.total, 'value')} when it began
            </span>
          </Fact>
        ) : null}
      </dl>
      {finished ? <Honest depths={depths} /> : null}
      {finished && depths.includes(1) ? <OldFile from={from} /> : null}
      <h3 className="mt-6 font-medium">From the audit log</h3>
      <ol aria-label="From the audit log" className="mt-1">
        {operation.steps.map((step) => (
          <li
            key={step.number}
            className="flex flex-wrap justify-between gap-x-4 border-b border-line py-2"
          >
            <span>
              {actWords(step.action)}
              <span className="text-ink-muted">, {step.by}</span>
            </span>
            <span className="text-ink-muted">
              event {step.number}, <TimeAgo instant={step.at} />
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}

function Fact(props: { readonly term: string; readonly children: React.ReactNode }) {
  return (
    <>
      <dt className="text-ink-muted">{props.term}</dt>
      <dd>{props.children}</dd>
    </>
  );
}

function Honest({ depths }: Pick<StepProps['operation'], 'depths'>) {
  const deepest = depths.includes(2) ? 2 : 1;
  return (
    <>
      <h3 className="mt-6 font-medium">What it did not cure</h3>
      <p className="mt-1 max-w-176">{DEPTH_TEXTS[deepest].leaves}</p>
    </>
  );
}

function OldFile({ from }: { readonly from: string }) {
  return (
    <p className="mt-2 max-w-176 text-ink-muted">
      Where Keystow wrote the new key itself, the old one still lies beside it as{' '}
      <span className="font-mono wrap-anywhere">config/master.key.{from}</span>. Keep it with the
      backups that need it, off this machine, and delete it here.
    </p>
  );
}
