'use client';

import type { ReactNode } from 'react';
import { SecretField } from '@/components/ui/secret-field';
import { TextField } from '@/components/ui/text-field';
import { REFERENCE_FORM } from './reference-words';
import type { PlaceChoice } from './use-place';

interface ReferenceFieldsProps {
  readonly connector: PlaceChoice;
  /** The reference that is there now. */
  readonly initial?: string | undefined;
  /** Told whether there is a value to be written; of the value nothing. */
  readonly onWrites: (writes: boolean) => void;
}

/** The fields of a value at a backend, in the order of the form. */
export const REFERENCE_FIELDS: readonly string[] = ['connector', 'reference', 'valueThere'];

/** Whether a value can be written through it. */
export function takesValues({ kind, writable }: PlaceChoice): boolean {
  return writable && kind !== 'env';
}

/** Where the backend keeps the value, and a value to put there where the connector may. */
export function ReferenceFields({ connector, initial = '', onWrites }: ReferenceFieldsProps) {
  const writable = takesValues(connector);
  return (
    <>
      <input type="hidden" name="source" value="elsewhere" />
      <TextField
        name="reference"
        label="Reference"
        mono
        defaultValue={initial}
        placeholder={REFERENCE_FORM[connector.kind].examples[0]}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        hint={<ReferenceHint connector={connector} />}
      />
      {writable ? (
        <div onInput={(event) => onWrites(holdsText(event.target))}>
          <SecretField
            name="valueThere"
            label="Value to write there"
            optional
            hint="Left empty: the value that is there already is used. With one, the reference may be left out and is made of scope and name."
          />
        </div>
      ) : null}
    </>
  );
}

function holdsText(target: EventTarget): boolean {
  return 'value' in target && target.value !== '';
}

function ReferenceHint({ connector }: { readonly connector: PlaceChoice }) {
  const { what, examples, takes } = REFERENCE_FORM[connector.kind];
  return (
    <>
      <p>
        {what}, such as {listed(examples)}.
      </p>
      {takes.length > 0 ? (
        <dl className="mt-1 grid grid-cols-[max-content_minmax(0,1fr)] gap-x-2">
          {takes.map(([name, meaning]) => (
            <div key={name} className="contents">
              <dt className="font-mono">{name}</dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      {connector.allowed.length > 0 ? (
        <p className="mt-1">
          {connector.name} allows {listed(connector.allowed)}; * stands for anything.
        </p>
      ) : null}
    </>
  );
}

function listed(texts: readonly string[]): ReactNode {
  return texts.map((text, at) => (
    <span key={text}>
      {at === 0 ? null : at === texts.length - 1 ? ' or ' : ', '}
      <code className="font-mono break-words">{text}</code>
    </span>
  ));
}
