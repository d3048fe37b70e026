'use client';

import type { DismissedWorkers } from '@/lib/contracts/worker';
import { count, number } from '@/components/ui/count';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { Status } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';
import type { AppWorkers } from './standing';
import { StaleWorkers } from './stale-workers';

interface MissingWorkersProps extends Pick<AppWorkers, 'app' | 'missing'> {
  /** Null for those who may not dismiss them. */
  readonly dismissWorkers: FormTarget<DismissedWorkers> | null;
  readonly onDismissed: () => void;
}

/** Workers that fell silent and held something older: nobody knows whether they still run with it. */
export function MissingWorkers(props: MissingWorkersProps) {
  const { app, missing, dismissWorkers, onDismissed } = props;
  const toast = useToast();
  return (
    <div className="mt-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p>
          <Status tone="unknown">{number(missing.length)} gone, last known older</Status>{' '}
          <span className="text-ink-muted">
            Nothing says that their processes ended. Dismiss those that you know are no more.
          </span>
        </p>
        {dismissWorkers ? (
          <ActionForm
            action={dismissWorkers}
            fields={[]}
            className="ml-auto"
            onDone={({ dismissed }) => {
              const title = `${count(dismissed, 'worker')} of ${app.path} dismissed`;
              toast({ title, description: 'one that is heard again is shown again' });
              onDismissed();
            }}
          >
            <input type="hidden" name="app" value={app.id} />
            <input type="hidden" name="workers" value={missing.map(({ id }) => id).join(' ')} />
            <SubmitButton>Dismiss {count(missing.length, 'worker')}</SubmitButton>
          </ActionForm>
        ) : null}
      </div>
      <StaleWorkers workers={missing} label="Gone, last known older" />
    </div>
  );
}
