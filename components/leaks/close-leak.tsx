'use client';

import { leakPackAddress } from '@/lib/client/leaks';
import { beyondSightText, type LeakStep } from '@/lib/domain/leak';
import { PackLinks } from '@/components/evidence/pack-links';
import { Status, StatusShape } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import { TimeAgo } from '@/components/ui/time-ago';
import { useToast } from '@/components/ui/toast';
import { LeakForm } from './leak-form';
import type { LeakStepProps } from './leak-step-props';
import { LEAK_GAP, LEAK_STEP_TITLE } from './leak-words';

interface CloseLeakProps extends LeakStepProps {
  readonly onShow: (step: LeakStep) => void;
}

/** What keeps the case from closing, the act that closes it with its proof, and the evidence. */
export function CloseLeak({ leak, actions, mayAct, onShow }: CloseLeakProps) {
  const { id, openSteps, openNeighbours, run, closedAt, closedBy } = leak;
  const proven = run?.state === 'closed';
  const ready = openSteps.length === 0 && proven;
  const beyond = openNeighbours ? beyondSightText(openNeighbours.beyondSight) : '';
  const toast = useToast();
  return (
    <section aria-labelledby="close" className="mt-8 border-t border-line pt-4">
      <h2 id="close" className="text-15 font-medium">
        {closedAt ? 'Closed with its proof' : 'Close the case'}
      </h2>
      {closedAt ? (
        <p className="mt-1 text-ink-muted">
          {closedBy}, <TimeAgo instant={closedAt} />
        </p>
      ) : (
        <>
          <ul className="mt-1" aria-label="What keeps it from closing">
            {openSteps.map((step) => (
              <li key={step} className="flex gap-1.5 py-0.5">
                <StatusShape tone="due" />
                <span className="min-w-0">
                  {LEAK_GAP[step]} {step === 'neighbours' ? beyond : null}{' '}
                  <button
                    type="button"
                    onClick={() => onShow(step)}
                    className="rounded-md text-accent underline pointer-coarse:min-h-6"
                  >
                    {LEAK_STEP_TITLE[step]}
                  </button>
                </span>
              </li>
            ))}
            {proven ? null : (
              <li className="flex gap-1.5 py-0.5">
                <StatusShape tone="due" />
                Its rotation is not closed, by proof or by a signed exception.
              </li>
            )}
          </ul>
          {ready ? <Status tone="fine">Nothing keeps it from closing.</Status> : null}
          {ready && mayAct ? (
            <LeakForm
              leak={leak}
              action={actions.close}
              className="mt-3"
              onDone={() => toast({ title: `Leak case of ${leak.secret.key} closed` })}
            >
              <SubmitButton>Close the case</SubmitButton>
            </LeakForm>
          ) : null}
        </>
      )}
      <p className="mt-4 flex flex-wrap gap-2 print:hidden">
        <PackLinks addressOf={(format) => leakPackAddress(id, format)} />
      </p>
    </section>
  );
}
