'use client';

import clsx from 'clsx';
import { useEffect, useEffectEvent, useRef, type RefObject } from 'react';
import { IMPORT_FORMATS } from '@/lib/domain/import/import-format';
import { Button } from '@/components/ui/button';
import { controlClass, Field } from '@/components/ui/field';
import { SelectField } from '@/components/ui/select-field';
import { FORMAT_WORD } from './import-words';

interface ImportSourceProps {
  readonly area: RefObject<HTMLTextAreaElement | null>;
  readonly fileName: RefObject<HTMLInputElement | null>;
  /** Each round is told once the textarea is on the page, which may be later than its sheet. */
  readonly round: number;
  readonly onRound: () => void;
  readonly onFile: (file: File) => void;
}

const CHOICES = [
  { value: '', label: 'Found by itself' },
  ...IMPORT_FORMATS.map((format) => ({ value: format, label: FORMAT_WORD[format] })),
];

/** Where the text of an import comes from. It lives in the textarea of the page alone, concealed. */
export function ImportSource({ area, fileName, round, onRound, onFile }: ImportSourceProps) {
  const tellRound = useEffectEvent(onRound);
  useEffect(() => tellRound(), [round]);
  const file = useRef<HTMLInputElement>(null);
  const choose = (
    <Button onClick={() => file.current?.click()} className="mb-1">
      Choose file…
    </Button>
  );
  return (
    <>
      <Field
        name="text"
        label="Lines to import"
        aside={choose}
        hint="KEY=value lines, JSON, YAML, a Docker env-file or Kubernetes Secrets, up to 1 MiB and 2,000 names. Files can also be dropped on the page."
      >
        {(control) => (
          <textarea
            {...control}
            ref={area}
            rows={12}
            autoComplete="off"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            data-1p-ignore=""
            data-bwignore=""
            data-lpignore="true"
            data-concealed=""
            onInput={() => {
              if (fileName.current) fileName.current.value = '';
            }}
            className={clsx(controlClass, 'conceal py-1.5 font-mono')}
          />
        )}
      </Field>
      <input ref={fileName} type="hidden" name="fileName" />
      <input
        ref={file}
        type="file"
        hidden
        aria-label="File to import"
        onChange={(event) => {
          const chosen = event.currentTarget.files?.[0];
          if (chosen) onFile(chosen);
          event.currentTarget.value = '';
        }}
      />
      <SelectField name="format" label="Format" defaultValue="" choices={CHOICES} />
    </>
  );
}
