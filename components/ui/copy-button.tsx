'use client';

import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from './button';
import { LiveRegion } from './live-region';

type Outcome = 'none' | 'copied' | 'failed';

const SAID: Readonly<Record<Outcome, string>> = {
  none: '',
  copied: 'Copied',
  failed: 'Copying is not allowed here. Select the text and copy it by hand.',
};

interface CopyButtonProps {
  /** A secret is never given as text but read, at the moment, from the field that holds it. */
  readonly text: string | (() => string);
  readonly label: string;
}

/** Copies text. Over plain HTTP browsers may refuse; it then says so. */
export function CopyButton({ text, label }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<Outcome>('none');

  async function copy() {
    try {
      await navigator.clipboard.writeText(typeof text === 'string' ? text : text());
      setOutcome('copied');
    } catch {
      setOutcome('failed');
    }
  }

  return (
    <>
      <Button tone="quiet" square aria-label={label} title={label} onClick={() => void copy()}>
        {outcome === 'copied' ? (
          <Check size={14} aria-hidden="true" className="text-fine" />
        ) : (
          <Copy size={14} aria-hidden="true" />
        )}
      </Button>
      {outcome === 'failed' ? <span className="text-12">{SAID.failed}</span> : null}
      <LiveRegion>{SAID[outcome]}</LiveRegion>
    </>
  );
}
