'use client';

import { useState } from 'react';
import { StepFrame } from '@/components/keys/rotation/step-frame';
import type { StepProps } from './step-props';
import { ValueItem } from './value-item';

/** First step: a new value for each secret, beside the one that is in force. */
export function ValueStep(props: StepProps) {
  const { run } = props;
  const firstEmpty = run.items.find(({ state }) => state === 'empty')?.id ?? null;
  const [chosen, setChosen] = useState<string | null>(null);
  const open = chosen ?? firstEmpty;
  return (
    <StepFrame
      title="Give each secret its new value"
      does={
        <p>
          A new value is sealed as the next version, staged beside the current one. Nothing that
          runs gets it before you promote it, but what is started with{' '}
          <code className="font-mono text-12">--stage</code>.
        </p>
      }
      evidence={
        <ul aria-label="Secrets" className="border-t border-line">
          {run.items.map((item) => (
            <li key={item.id} className="border-b border-line py-3">
              <ValueItem
                {...props}
                item={item}
                open={item.id === open}
                onOpen={(next) => setChosen(next ? item.id : '')}
              />
            </li>
          ))}
        </ul>
      }
      command={run.items
        .slice(0, 3)
        .map(({ key }) => `keystow rotation run set ${run.id} ${key}`)
        .join('\n')}
    />
  );
}
