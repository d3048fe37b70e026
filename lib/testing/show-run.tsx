// A guided rotation on its page as tests show it: what is read is given, and every act is taken down.

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { RunPanel } from '@/components/rotation-runs/run-panel';
import { ToastProvider } from '@/components/ui/toast';
import type { FormState } from '@/lib/contracts/form-state';
import type { RotationRun } from '@/lib/contracts/rotation-run';
import { sampleCheck, sampleTrial } from './sample-run';

type Read = () => Promise<RotationRun>;

/**
 * `reads` is told how it is read, before it is shown. `facts.now` is what is read and what acts answer; `sent` what acts were sent, by
 * their names.
 */
export function showRun(run: RotationRun, reads: (read: Read) => unknown, locked = false) {
  const facts = { now: run };
  reads(async () => facts.now);
  const sent: [string, Record<string, FormDataEntryValue>][] = [];
  const answers =
    <T,>(what: string, result: () => T) =>
    async (_previous: unknown, form: FormData): Promise<FormState<T>> => {
      sent.push([what, Object.fromEntries(form)]);
      return { status: 'done', result: result() };
    };
  const act = (what: string) => answers(what, () => facts.now);
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const { container } = render(
    <QueryClientProvider client={client}>
      <ToastProvider>
        <RunPanel
          id={run.id}
          locked={locked}
          actions={{
            ...{ stage: act('stage'), adopt: act('adopt'), discard: act('discard') },
            ...{ stepDone: act('stepDone'), assign: act('assign'), promote: act('promote') },
            ...{ rollBack: act('rollBack'), revoke: act('revoke'), close: act('close') },
            ...{ addEvidence: act('addEvidence'), askException: act('askException') },
            ...{ signException: act('signException'), abandon: act('abandon') },
            setCheck: answers('setCheck', () => sampleCheck()),
            removeCheck: answers('removeCheck', () => null),
            tryValue: answers('tryValue', () => sampleTrial()),
            askRestart: answers('askRestart', () => ({ asked: 1 })),
          }}
        />
      </ToastProvider>
    </QueryClientProvider>,
  );
  return { facts, sent, client, container, user: userEvent.setup() };
}
