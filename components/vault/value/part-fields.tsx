'use client';

import { useImperativeHandle, useRef, useState, type Ref } from 'react';
import type { SecretType } from '@/lib/domain/secret-kinds';
import { TYPE_RULES } from '@/lib/domain/secret-types';
import type { SecretFieldHandle } from '@/components/ui/secret-field';
import { PartField } from './part-field';
import { partFieldName } from './part-field-name';
import { splitParts, type SplitParts } from './split-parts';

/** What the forms of other types hand over when the type is changed, and take back. */
export interface FormPiece {
  /** Takes the one concealed text that is there out of its field; '' when there is none, or several. */
  readonly take: () => string;
  /** Splits JSON, and puts anything else into the concealed part that is needed. */
  readonly put: (text: string) => void;
  /** Splits the JSON of a file; says so when it is none. */
  readonly putFile: (text: string) => void;
  readonly isEmpty: () => boolean;
}

interface PartFieldsProps {
  readonly type: SecretType;
  /** The parts that the secret has now, by name. */
  readonly held?: readonly string[] | undefined;
  /** Told the names of the parts that hold something, after each change. */
  readonly onFilled: (parts: readonly string[]) => void;
  readonly ref?: Ref<FormPiece> | undefined;
}

/** The parts of a structured value, each in its own field. JSON that has them is split into them. */
export function PartFields({ type, held = [], onFilled, ref }: PartFieldsProps) {
  const parts = TYPE_RULES[type].parts ?? [];
  const root = useRef<HTMLDivElement>(null);
  const concealed = useRef(new Map<string, SecretFieldHandle>());
  const [said, setSaid] = useState('');

  const textOf = (name: string) => fieldOf(root.current, name)?.value ?? '';
  const filled = () => parts.filter(({ name }) => textOf(name) !== '').map(({ name }) => name);

  function fill(name: string, text: string) {
    const handle = concealed.current.get(name);
    if (handle) return handle.fill(text);
    const field = fieldOf(root.current, name);
    if (!field) return;
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }

  function spread(text: string): boolean {
    const split = splitParts(text, parts, new Date());
    if (!split) return false;
    for (const { name } of parts) fill(name, split.texts.get(name) ?? '');
    setSaid(splitWords(split, (name) => parts.find((part) => part.name === name)?.label ?? name));
    return true;
  }

  const keeps = parts.filter((part) => part.concealed);
  useImperativeHandle(ref, () => ({
    isEmpty: () => filled().length === 0,
    take: () => {
      const [only, ...more] = keeps.filter(({ name }) => textOf(name) !== '');
      const text = only && more.length === 0 ? textOf(only.name) : '';
      if (only && text !== '') fill(only.name, '');
      return text;
    },
    put: (text) => {
      const main = keeps.find((part) => part.required) ?? keeps[0];
      if (!spread(text) && main) fill(main.name, text);
    },
    putFile: (text) => {
      if (!spread(text)) setSaid('That file is no JSON object with any of these parts.');
    },
  }));

  return (
    <div
      ref={root}
      onInput={() => onFilled(filled())}
      onPasteCapture={(event) => {
        if (spread(event.clipboardData.getData('text/plain'))) event.preventDefault();
      }}
    >
      <p className="mb-3 text-12 text-ink-muted">
        Paste JSON into any of these fields, or drop it here as a file: it is split into them.
      </p>
      <p role="status" className="mb-3 text-12 empty:hidden">
        {said}
      </p>
      {parts.map((part) => (
        <PartField
          key={part.name}
          part={part}
          preset={part.required ? TYPE_RULES[type].preset : null}
          held={held.includes(part.name)}
          onHandle={(handle) => {
            if (handle && part.concealed) concealed.current.set(part.name, handle);
            else concealed.current.delete(part.name);
          }}
        />
      ))}
    </div>
  );
}

function fieldOf(root: HTMLElement | null, part: string) {
  return root?.querySelector<HTMLInputElement | HTMLTextAreaElement>(
    `[name="${partFieldName(part)}"]`,
  );
}

function splitWords({ texts, leftOut }: SplitParts, labelOf: (name: string) => string): string {
  const labels = [...texts.keys()].map(labelOf).join(', ');
  const others = leftOut === 1 ? 'one other member was' : `${leftOut} other members were`;
  return `Split into ${labels}${leftOut === 0 ? '' : `; ${others} left out`}.`;
}
