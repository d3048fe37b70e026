'use client';

import { useState } from 'react';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { SecretSummary } from '@/lib/contracts/secret';
import { SuggestField } from '@/components/ui/suggest-field';
import { usePaused } from '@/components/ui/use-paused';
import { TYPE_WORD } from '../secret-words';
import { useCandidates } from './use-candidates';

interface AliasFieldProps {
  readonly label: string;
  /** The scope of the alias and all above it, the widest first. */
  readonly reach: readonly ScopeSummary[];
  /** The alias itself, which cannot be its own target. */
  readonly self: { readonly key: string; readonly path: string };
  readonly initial?: string | undefined;
  /** Told the secret that the text names, as far as it is known. */
  readonly onTarget?: ((secret: SecretSummary | null) => void) | undefined;
}

/** How an alias names its target: by the path of its scope and its name. */
export function targetText({ key, path }: { readonly key: string; readonly path: string }) {
  return `${path}/${key}`;
}

/** Which secret's value is delivered under another name. Narrower scopes first, as they win. */
export function AliasField(props: AliasFieldProps) {
  const { label, reach, self, initial = '', onTarget } = props;
  const [text, setText] = useState(initial);
  const asked = usePaused(text.slice(text.lastIndexOf('/') + 1).trim());
  const found = useCandidates(reach.toReversed(), asked).filter(
    (one) => one.key !== self.key || one.scope.path !== self.path,
  );
  const named = (one: SecretSummary) => targetText({ key: one.key, path: one.scope.path });

  function tell(next: string) {
    setText(next);
    onTarget?.(found.find((one) => named(one) === next || one.key === next) ?? null);
  }

  return (
    <SuggestField
      name="aliasOf"
      label={label}
      text={text}
      onText={tell}
      suggestions={found.map((one) => ({
        value: named(one),
        label: one.key,
        detail: `${one.scope.path} · ${TYPE_WORD[one.type]}`,
      }))}
      placeholder={targetText({ key: 'DATABASE_URL', path: reach[0]?.path ?? 'team' })}
      hint="Its value is delivered under this name too, whatever it becomes. Nothing is copied."
    />
  );
}
