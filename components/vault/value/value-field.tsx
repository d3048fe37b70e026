'use client';

import { useImperativeHandle, useRef, type Ref } from 'react';
import type { GeneratorPreset } from '@/lib/domain/generate-value';
import { SecretField, type SecretFieldHandle } from '@/components/ui/secret-field';
import { GenerateMenu } from './generate-menu';

interface ValueFieldProps {
  readonly label: string;
  /** What belongs into it. */
  readonly hint?: string | undefined;
  /** Which generator fits the type; null where somebody else makes such values. */
  readonly preset?: GeneratorPreset | null | undefined;
  readonly ref?: Ref<SecretFieldHandle> | undefined;
}

/** The field a value is typed, pasted or generated into. The value itself stays in the field. */
export function ValueField({ label, hint, preset = null, ref }: ValueFieldProps) {
  const field = useRef<SecretFieldHandle>(null);
  useImperativeHandle(ref, () => ({
    fill: (text) => field.current?.fill(text),
    read: () => field.current?.read() ?? '',
  }));
  return (
    <>
      <SecretField ref={field} name="value" label={label} hint={hint} />
      <GenerateMenu label="Generate a value" field={field} fits={preset} />
    </>
  );
}
