'use client';

import { Status } from '@/components/ui/status';
import type { RunItem } from '@/lib/contracts/rotation-run';
import type { StepProps } from './step-props';
import { TrialLine } from './trial-part';
import { TryValue } from './try-value';

interface ExposedValuesProps extends StepProps {
  readonly item: RunItem;
}

/** Other values of a secret that leaked with the old one: each has to be refused as well. */
export function ExposedValues({ run, item, actions, mayAct }: ExposedValuesProps) {
  if (item.exposed.length === 0) return null;
  return (
    <section aria-label={`Other values of ${item.key} that leaked`} className="mt-3">
      <h4 className="font-medium">Leaked as well</h4>
      <ul className="mt-1 border-l border-line pl-3">
        {item.exposed.map(({ version, trial }) => (
          <li key={version} className="space-y-2 py-1.5">
            {trial ? (
              <TrialLine trial={trial} />
            ) : (
              <Status tone="unknown">Version {version} was not tried yet.</Status>
            )}
            <TryValue run={run} item={item} actions={actions} mayAct={mayAct} version={version} />
          </li>
        ))}
      </ul>
    </section>
  );
}
