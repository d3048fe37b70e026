'use client';

import { useImperativeHandle, useLayoutEffect, useRef, type Ref } from 'react';
import { flushSync } from 'react-dom';
import { SECRET_TYPES, type SecretType } from '@/lib/domain/secret-kinds';
import { TYPE_RULES } from '@/lib/domain/secret-types';
import { Kept } from '@/components/ui/kept';
import type { SecretFieldHandle } from '@/components/ui/secret-field';
import type { FileFacts } from './file-facts';
import { PartFields, type FormPiece } from './part-fields';
import { ValueField } from './value-field';
import { ValueFileField } from './value-file-field';

/** Where a value comes from; `parts` belongs to the structured types alone, `elsewhere` is a reference. */
export type ValueSource = 'text' | 'file' | 'parts' | 'alias' | 'elsewhere';

export interface ValueFormHandle extends SecretFieldHandle {
  /** Takes a file that was dropped: as the value, or as the JSON of its parts. */
  readonly drop: (files: FileList) => void;
}

interface ValueFormProps {
  readonly type: SecretType;
  readonly source: ValueSource;
  readonly label: string;
  /** The parts that the secret has now. */
  readonly held?: readonly string[] | undefined;
  readonly onFilled: (parts: readonly string[]) => void;
  readonly onFile: (facts: FileFacts | null) => void;
  /** A file was dropped: the source is one now. */
  readonly onDropped: () => void;
  readonly ref?: Ref<ValueFormHandle> | undefined;
}

const STRUCTURED = SECRET_TYPES.filter((type) => TYPE_RULES[type].parts !== null);

/** The fields of a value as its type wants them. What was typed goes along when the type is changed. */
export function ValueForm(props: ValueFormProps) {
  const { type, source, label, ref } = props;
  const value = useRef<SecretFieldHandle>(null);
  const file = useRef<HTMLInputElement>(null);
  const pieces = useRef(new Map<SecretType, FormPiece>());
  const shown = useRef(type);
  const structured = STRUCTURED.includes(type);

  useImperativeHandle(ref, () => ({
    fill: (text) => (structured ? pieces.current.get(type)?.put(text) : value.current?.fill(text)),
    read: () => (structured ? '' : (value.current?.read() ?? '')),
    drop: (files) => {
      if (structured) return void files[0]?.text().then(pieces.current.get(type)?.putFile);
      flushSync(props.onDropped);
      if (!file.current) return;
      file.current.files = files;
      file.current.dispatchEvent(new Event('change', { bubbles: true }));
    },
  }));

  useLayoutEffect(() => {
    const pieceOf = (one: SecretType) => pieces.current.get(one) ?? singlePiece(value.current);
    const [from, to] = [pieceOf(shown.current), pieceOf(type)];
    const changed = STRUCTURED.includes(shown.current) || STRUCTURED.includes(type);
    if (shown.current !== type && changed && to.isEmpty()) {
      const text = from.take();
      if (text !== '') to.put(text);
    }
    shown.current = type;
  }, [type]);

  return (
    <>
      <Kept shown={source === 'text'}>
        <ValueField ref={value} label={label} preset={TYPE_RULES[type].preset} />
      </Kept>
      <Kept shown={source === 'file'}>
        <ValueFileField ref={file} label={label} onFacts={props.onFile} />
      </Kept>
      {STRUCTURED.map((one) => (
        <Kept key={one} shown={source === 'parts' && type === one}>
          <PartFields
            ref={(piece) => {
              if (piece) pieces.current.set(one, piece);
              else pieces.current.delete(one);
            }}
            type={one}
            held={props.held}
            onFilled={props.onFilled}
          />
        </Kept>
      ))}
    </>
  );
}

/** The one field of an unstructured value, for text to move out of and into. */
function singlePiece(field: SecretFieldHandle | null): Omit<FormPiece, 'putFile'> {
  return {
    isEmpty: () => (field?.read() ?? '') === '',
    take: () => {
      const text = field?.read() ?? '';
      if (text !== '') field?.fill('');
      return text;
    },
    put: (text) => field?.fill(text),
  };
}
