'use client';

import type { ReactNode } from 'react';
import { AUDIT_KINDS } from '@/lib/domain/audit-kind';
import { Button } from '@/components/ui/button';
import { controlClass, controlHeight } from '@/components/ui/field';
import type { SearchChange } from '@/components/ui/use-search';
import { AuditChips } from './audit-chips';
import type { AuditSight } from './audit-view';

interface AuditFiltersProps {
  /** Of the address; empty where it says nothing. */
  readonly get: (name: string) => string;
  readonly onChange: (change: SearchChange) => void;
  readonly sight: AuditSight;
  /** What is asked for, where it is not the whole log. */
  readonly scope: string;
  /** Where only the time narrows. */
  readonly timeOnly?: boolean | undefined;
  /** What an id in the address is called, where that is known. */
  readonly nameOf?: ((id: string) => string | undefined) | undefined;
}

const NOTHING = { action: null, actor: null, target: null, from: null, to: null, below: null };
const select = `${controlClass} ${controlHeight} w-auto max-w-44`;

/** Narrows the log; everything chosen is in the address. */
export function AuditFilters(props: AuditFiltersProps) {
  const { get, onChange, sight, scope, timeOnly = false, nameOf } = props;
  const narrowed = Object.keys(NOTHING).some((name) => get(name));
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2 print:hidden">
      {timeOnly ? null : (
        <Choice label="Acts" value={get('action')} onChange={(action) => onChange({ action })}>
          <option value="">All acts</option>
          {Object.entries(AUDIT_KINDS).map(([kind, word]) => (
            <option key={kind} value={`${kind}.`}>
              {word}
            </option>
          ))}
        </Choice>
      )}
      {(['from', 'to'] as const).map((name) => (
        <label key={name} className="flex items-center gap-1.5 text-ink-muted">
          {name}
          <input
            type="date"
            value={get(name)}
            onChange={({ target }) => onChange({ [name]: target.value })}
            className={`${controlClass} ${controlHeight} w-auto text-ink`}
          />
        </label>
      ))}
      {sight.within !== null && sight.within.length > 1 ? (
        <Choice label="Scope" value={scope} onChange={(chosen) => onChange({ scope: chosen })}>
          {[...new Set([...sight.within, scope])].sort().map((path) => (
            <option key={path}>{path}</option>
          ))}
        </Choice>
      ) : null}
      {sight.within?.length === 1 ? (
        <span className="text-ink-muted">
          of <span className="font-mono text-ink">{scope}</span> and below
        </span>
      ) : null}
      {get('scope') && sight.within === null ? (
        <label className="flex items-center gap-2 pointer-coarse:min-h-11">
          <input
            type="checkbox"
            checked={get('below') !== ''}
            onChange={({ target }) => onChange({ below: target.checked ? '1' : null })}
            className="size-4 accent-accent"
          />
          Only <span className="font-mono">{get('scope')}</span> and below
        </label>
      ) : null}
      {timeOnly ? null : <AuditChips get={get} onChange={onChange} nameOf={nameOf} />}
      {narrowed ? (
        <Button tone="quiet" onClick={() => onChange(NOTHING)}>
          Show all
        </Button>
      ) : null}
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly children: ReactNode;
}

/** A select that stands in a row without a label of its own. */
export function Choice({ label, value, onChange, children }: ChoiceProps) {
  return (
    <select
      aria-label={label}
      value={value}
      onChange={({ target }) => onChange(target.value)}
      className={select}
    >
      {children}
    </select>
  );
}
