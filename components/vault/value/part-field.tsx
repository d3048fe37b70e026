'use client';

import { useImperativeHandle, useRef, type Ref } from 'react';
import type { GeneratorPreset } from '@/lib/domain/generate-value';
import type { ValuePart } from '@/lib/domain/secret-types';
import { SecretField, type SecretFieldHandle } from '@/components/ui/secret-field';
import { TextField } from '@/components/ui/text-field';
import { GenerateMenu } from './generate-menu';
import { partFieldName } from './part-field-name';

interface PartFieldProps {
  readonly part: ValuePart;
  /** Which generator fits; null where somebody else makes such values. */
  readonly preset: GeneratorPreset | null;
  /** The secret has this part now; a new version holds only what is given with it. */
  readonly held: boolean;
  /** Receives the handle of a concealed field. */
  readonly onHandle: Ref<SecretFieldHandle>;
}

/** One part of a structured value, concealed unless it may be seen. */
export function PartField({ part, preset, held, onHandle }: PartFieldProps) {
  const field = useRef<SecretFieldHandle>(null);
  useImperativeHandle(onHandle, () => ({
    fill: (text) => field.current?.fill(text),
    read: () => field.current?.read() ?? '',
  }));
  const shared = {
    name: partFieldName(part.name),
    label: part.label,
    required: part.required,
    hint: part.hint,
    aside: held ? <span className="text-12 text-ink-muted">set now</span> : undefined,
  };
  if (!part.concealed) return <TextField {...shared} autoComplete="off" spellCheck={false} />;
  return (
    <>
      <SecretField {...shared} ref={field} offerLines={false} />
      {preset === null ? null : (
        <GenerateMenu
          label={`Generate a ${part.label.toLowerCase()}`}
          field={field}
          fits={preset}
        />
      )}
    </>
  );
}
