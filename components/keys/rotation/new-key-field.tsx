'use client';

import { useRef, useState } from 'react';
import { generateValue } from '@/lib/domain/generate-value';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { controlClass, controlHeight, Field } from '@/components/ui/field';

interface NewKeyFieldProps {
  readonly name: string;
  readonly label: string;
  /** Null where Web Crypto is not to be had. */
  readonly fingerprintOf: (key: string) => Promise<string | null>;
}

/**
 * Makes a key in the browser and shows it this once. The key lives in the field alone; React knows of
 * its fingerprint only.
 */
export function NewKeyField({ name, label, fingerprintOf }: NewKeyFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const [fingerprint, setFingerprint] = useState<string | null>(null);
  const [made, setMade] = useState(false);

  async function generate() {
    const key = await generateValue('encryption_key');
    if (field.current) field.current.value = key;
    setFingerprint(await fingerprintOf(key));
    setMade(true);
  }

  return (
    <Field
      name={name}
      label={label}
      hint={
        made ? (
          <span role="status">
            Made in this browser and shown this once.{' '}
            {fingerprint ? (
              <>
                Its fingerprint is{' '}
                <span className="font-mono text-ink select-all">{fingerprint}</span>.
              </>
            ) : (
              'Its fingerprint is shown once it is in use.'
            )}
          </span>
        ) : (
          '32 random bytes, made by your browser.'
        )
      }
    >
      {(control) => (
        <div className="flex flex-wrap items-center gap-1">
          <input
            {...control}
            ref={field}
            readOnly
            autoComplete="off"
            spellCheck={false}
            data-1p-ignore=""
            data-bwignore=""
            data-lpignore="true"
            onFocus={(event) => event.currentTarget.select()}
            className={`${controlClass} ${controlHeight} basis-full font-mono`}
          />
          <Button onClick={() => void generate()}>{made ? 'Generate another' : 'Generate'}</Button>
          {made ? (
            <CopyButton label="Copy the new key" text={() => field.current?.value ?? ''} />
          ) : null}
        </div>
      )}
    </Field>
  );
}
