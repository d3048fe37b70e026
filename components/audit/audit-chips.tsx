'use client';

import { X } from 'lucide-react';
import { AUDIT_KINDS } from '@/lib/domain/audit-kind';
import type { SearchChange } from '@/components/ui/use-search';

interface AuditChipsProps {
  readonly get: (name: string) => string;
  readonly onChange: (change: SearchChange) => void;
  readonly nameOf?: ((id: string) => string | undefined) | undefined;
}

/** What narrows the log and is in no control: each is taken away by itself. */
export function AuditChips({ get, onChange, nameOf }: AuditChipsProps) {
  const action = get('action');
  const offered = action.endsWith('.') && action.slice(0, -1) in AUDIT_KINDS;
  const chips = [
    ['action', 'act', offered ? '' : action],
    ['actor', 'by', get('actor')],
    ['target', 'to', get('target')],
  ] as const;
  return chips.map(([name, word, value]) =>
    value === '' ? null : (
      <button
        key={name}
        type="button"
        aria-label={`Take away: ${word} ${nameOf?.(value) ?? value}`}
        onClick={() => onChange({ [name]: null })}
        className="flex h-8 max-w-64 items-center gap-1.5 rounded-md border border-line px-2 hover:border-edge pointer-coarse:h-11"
      >
        <span className="text-ink-muted">{word}</span>
        <span className="truncate font-mono">{nameOf?.(value) ?? value}</span>
        <X aria-hidden="true" className="size-4 shrink-0 text-ink-muted" />
      </button>
    ),
  );
}
