'use client';

import { RadioRow } from '@/components/ui/radio-row';
import type { ValueSource } from './value-form';

interface SourceFieldProps {
  readonly source: ValueSource;
  readonly onSource: (source: ValueSource) => void;
  /** Whether it may stand for another secret instead of having a value. */
  readonly alias?: boolean | undefined;
}

/** How a value is given. A structured one has parts to type, and comes from no file. */
export function SourceField({ source, onSource, alias = false }: SourceFieldProps) {
  const typed = source === 'parts' ? 'parts' : 'text';
  return (
    <RadioRow<ValueSource>
      name="source"
      label="Where the value comes from"
      value={source}
      onChange={onSource}
      choices={[
        { value: typed, label: 'Type or paste' },
        ...(source === 'parts' ? [] : [{ value: 'file' as const, label: 'From a file' }]),
        ...(alias ? [{ value: 'alias' as const, label: 'Alias of another secret' }] : []),
      ]}
    />
  );
}
