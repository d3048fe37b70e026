'use client';

import { useRef, useState } from 'react';
import type { SecretSummary } from '@/lib/contracts/secret';
import { TYPE_RULES } from '@/lib/domain/secret-types';
import { useFileDrop } from '@/components/ui/use-file-drop';
import { DeliveredLine } from './delivered-line';
import { SourceField } from './source-field';
import { ValueForm, type ValueFormHandle, type ValueSource } from './value-form';

interface NewValueProps {
  readonly secret: Pick<SecretSummary, 'key' | 'type' | 'format'> & {
    /** The parts that it has now, and how it is delivered; left out for who may not know. */
    readonly parts?: readonly string[];
    readonly delivery?: SecretSummary['delivery'];
  };
  readonly label: string;
  /** What to know before the parts of a structured value are given. */
  readonly partsHint: string;
}

/** The fields of the next value of a secret, in the form that it has now. */
export function NewValue({ secret, label, partsHint }: NewValueProps) {
  const structured = TYPE_RULES[secret.type].parts !== null;
  const [source, setSource] = useState<ValueSource>(
    structured ? 'parts' : secret.format === 'binary' ? 'file' : 'text',
  );
  const [filled, setFilled] = useState<readonly string[]>([]);
  const value = useRef<ValueFormHandle>(null);
  const all = useRef<HTMLDivElement>(null);
  useFileDrop(all, (files) => value.current?.drop(files));
  return (
    <div ref={all}>
      {structured ? (
        <>
          <input type="hidden" name="source" value="parts" />
          <input type="hidden" name="type" value={secret.type} />
          <p className="mb-4">{partsHint}</p>
        </>
      ) : (
        <SourceField source={source} onSource={setSource} />
      )}
      <ValueForm
        ref={value}
        type={secret.type}
        source={source}
        label={label}
        held={secret.parts}
        onFilled={setFilled}
        onFile={() => undefined}
        onDropped={() => setSource('file')}
      />
      {filled.length > 0 && secret.delivery ? (
        <DeliveredLine name={secret.key} parts={filled} delivery={secret.delivery} />
      ) : null}
    </div>
  );
}
