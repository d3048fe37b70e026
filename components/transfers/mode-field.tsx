'use client';

import { TRANSFER_MODES, type TransferMode } from '@/lib/domain/transfer';
import { MODE_DOES, MODE_WORD } from './transfer-words';

interface ModeFieldProps {
  readonly mode: TransferMode;
  readonly onChange: (mode: TransferMode) => void;
}

/** What is to be done, each way with what it does. */
export function ModeField({ mode, onChange }: ModeFieldProps) {
  return (
    <fieldset className="mb-4">
      <legend className="mb-1 font-medium">What to do</legend>
      {TRANSFER_MODES.map((one) => (
        <label key={one} className="flex gap-2 border-b border-line py-2 first-of-type:border-t">
          <input
            type="radio"
            name="mode"
            value={one}
            checked={one === mode}
            onChange={() => onChange(one)}
            className="mt-0.5 size-3.5 shrink-0 accent-accent"
          />
          <span>
            <span className="font-medium">{MODE_WORD[one]}</span>
            <span className="block text-ink-muted">{MODE_DOES[one]}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
