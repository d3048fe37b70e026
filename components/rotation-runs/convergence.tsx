'use client';

import type { RunItem } from '@/lib/contracts/rotation-run';
import { count } from '@/components/ui/count';
import { ActionForm } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { TimeAgo } from '@/components/ui/time-ago';
import { useToast } from '@/components/ui/toast';
import { WorkersAfter } from '@/components/vault/workers-after';
import { RunWorkers, StaleHosts } from './run-workers';
import type { StepProps } from './step-props';
import { useReadRunAgain } from './use-runs';

interface ConvergenceProps extends StepProps {
  readonly item: RunItem;
}

/** Before: who will get it. After: who has it, and who has not. */
export function Convergence({ item, ...props }: ConvergenceProps) {
  if (item.state === 'gone') return null;
  if (item.promotedAt === null) {
    return (
      <p className="mt-1 max-w-176">
        <WorkersAfter secret={item} goOn="with the new value" />
      </p>
    );
  }
  return (
    <>
      <p className="text-ink-muted">
        promoted <TimeAgo instant={item.promotedAt} /> by {item.promotedBy}
      </p>
      <RunWorkers item={item} hold="hold the new value" />
      <StaleHosts item={item} />
      {props.mayAct ? <AskRestarts {...props} item={item} /> : null}
    </>
  );
}

/** A restart is asked for of one app's workers at once. */
function AskRestarts({ run, item, actions }: ConvergenceProps) {
  const toast = useToast();
  const again = useReadRunAgain(run.id);
  const stale = item.workers.filter(({ newest, presence }) => !newest && presence === 'alive');
  return [...new Set(stale.map(({ app }) => app))].map((app) => {
    const workers = stale.filter((one) => one.app === app);
    return (
      <ActionForm
        key={app}
        action={actions.askRestart}
        fields={[]}
        className="mt-2"
        onDone={({ asked }) => {
          toast({
            title: `${count(asked, 'worker')} of ${app} asked to restart`,
            description: 'each restarts with its next heartbeat',
          });
          again();
        }}
      >
        <input type="hidden" name="app" value={app} />
        <input type="hidden" name="workers" value={workers.map(({ id }) => id).join(' ')} />
        <SubmitButton tone="plain">Ask {count(workers.length, 'worker')} to restart</SubmitButton>
        <span className="ml-3 font-mono text-12 wrap-anywhere text-ink-muted">{app}</span>
      </ActionForm>
    );
  });
}
