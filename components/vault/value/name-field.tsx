'use client';

import { useRef, useState, type ClipboardEvent } from 'react';
import type { SecretSummary } from '@/lib/contracts/secret';
import { SECRET_NAME_LENGTH_MAX, SECRET_NAME_PATTERN } from '@/lib/domain/secret-name';
import { TextField } from '@/components/ui/text-field';

interface NameFieldProps {
  /** What stands there to begin with. */
  readonly initial?: string | undefined;
  readonly onName: (name: string) => void;
  /** Receives the right side of a pasted `KEY=value`; it is never kept here. */
  readonly onValue: (value: string) => void;
  /** Receives what was pasted on several lines; it is never kept here. */
  readonly onLines?: ((lines: string) => void) | undefined;
  /** The secret that has this name in the scope already, in whatever case. */
  readonly stored: SecretSummary | null | undefined;
}

const ASSIGNMENT = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]{0,127})=([^\n]*)\n?$/;

/** The usual form of a name: upper case, words joined by underscores. */
function usualName(typed: string): string | null {
  const usual = typed
    .trim()
    .replace(/[\s.-]+/g, '_')
    .toUpperCase();
  return usual !== typed && SECRET_NAME_PATTERN.test(usual) ? usual : null;
}

/** Takes the name of a secret, suggests upper case, and splits a pasted `KEY=value`. */
export function NameField({ initial = '', onName, onValue, onLines, stored }: NameFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(initial);
  const usual = usualName(name);

  function change(next: string) {
    // A name only: what has a "=" in it may carry a value and stays out of React state.
    const kept = next.includes('=') ? '' : next;
    setName(kept);
    onName(kept);
  }

  function put(next: string) {
    if (input.current) input.current.value = next;
    change(next);
  }

  function paste(event: ClipboardEvent<HTMLInputElement>) {
    const text = event.clipboardData.getData('text/plain');
    if (onLines && /[\r\n]/.test(text.trim())) {
      event.preventDefault();
      return onLines(text);
    }
    const match = ASSIGNMENT.exec(text);
    if (match?.[1] === undefined || match[2] === undefined) return;
    event.preventDefault();
    put(match[1]);
    onValue(unquoted(match[2]));
  }

  return (
    <TextField
      ref={input}
      name="key"
      label="Name"
      mono
      defaultValue={initial}
      placeholder="DATABASE_URL"
      maxLength={SECRET_NAME_LENGTH_MAX}
      autoComplete="off"
      autoCapitalize="characters"
      spellCheck={false}
      onInput={(event) => change(event.currentTarget.value)}
      onPaste={paste}
      hint={
        stored && stored.key !== name ? (
          takenWords(name, stored)
        ) : usual !== null ? (
          <>
            Environment variables are usually upper case.{' '}
            <button type="button" onClick={() => put(usual)} className="text-accent underline">
              Use {usual}
            </button>
          </>
        ) : stored ? (
          takenWords(name, stored)
        ) : (
          'The environment variable it becomes. Paste KEY=value to fill in both.'
        )
      }
    />
  );
}

function takenWords(name: string, { key, version, aliasOf }: SecretSummary): string {
  if (key !== name) return `${key} is here already: names may not differ in case only.`;
  if (aliasOf) return `It is here already, as an alias of ${aliasOf.key}.`;
  const next = version === null ? '' : ` with version ${version + 1}`;
  return `It exists here already: sealing replaces its value${next}.`;
}

function unquoted(text: string): string {
  const match = /^(["'])(.*)\1$/.exec(text.trim());
  return match?.[2] ?? text;
}
