'use client';

import clsx from 'clsx';
import { useRef, useState, type Ref } from 'react';
import { controlClass, Field } from '@/components/ui/field';
import { Status } from '@/components/ui/status';
import { FILE_WORD, fileSize, readFileFacts, type FileFacts } from './file-facts';

interface ValueFileFieldProps {
  readonly label: string;
  /** Told what was chosen, and null when nothing is any more. */
  readonly onFacts: (facts: FileFacts | null) => void;
  readonly ref?: Ref<HTMLInputElement> | undefined;
}

/** Takes a value from a file, and says what it is before it is sealed. */
export function ValueFileField({ label, onFacts, ref }: ValueFileFieldProps) {
  const [facts, setFacts] = useState<FileFacts | null>(null);
  const chosen = useRef<File | null>(null);

  async function choose(file: File | null) {
    chosen.current = file;
    const read = file && (await readFileFacts(file));
    // Another file may have been chosen meanwhile.
    if (chosen.current !== file) return;
    setFacts(read);
    onFacts(read);
  }

  return (
    <Field
      name="valueFile"
      label={label}
      hint={
        <div role="status">
          {facts === null
            ? 'At most 64 KiB. A file can also be dropped here.'
            : `${fileSize(facts.bytes)}. ${isFault(facts) ? '' : FILE_WORD[facts.kind]}`}
          {facts && isFault(facts) ? <Status tone="danger">{FILE_WORD[facts.kind]}</Status> : null}
        </div>
      }
    >
      {(control) => (
        <input
          {...control}
          ref={ref}
          type="file"
          onChange={(event) => void choose(event.currentTarget.files?.[0] ?? null)}
          className={clsx(
            controlClass,
            'border-dashed py-2 file:mr-3 file:h-8 file:rounded-md file:border file:border-solid file:border-edge file:bg-paper file:px-3 file:text-13 file:font-medium file:text-ink pointer-coarse:file:h-11',
          )}
        />
      )}
    </Field>
  );
}

function isFault({ kind }: FileFacts): boolean {
  return kind === 'empty' || kind === 'too_large';
}
