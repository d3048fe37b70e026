'use client';

import type { AuditSight } from './audit-view';
import type { SearchChange } from '@/components/ui/use-search';
import { Button } from '@/components/ui/button';
import { controlClass, controlHeight } from '@/components/ui/field';

/** What acts are about, by how their names begin. */
const KINDS: readonly (readonly [value: string, word: string])[] = [
  ['', 'All acts'],
  ['secret.', 'Secrets'],
  ['secrets.', 'Imports'],
  ['version.', 'Versions'],
  ['scope.', 'Scopes'],
  ['token.', 'Tokens'],
  ['session.', 'Sessions'],
  ['role.', 'Roles'],
  ['user.', 'People'],
  ['intake_link.', 'Intake links'],
  ['access.denied', 'Refusals'],
  ['audit.', 'This log'],
  ['checkpoint_webhook.', 'Webhooks'],
  ['keys.', 'Lost keys'],
];

interface AuditFiltersProps {
  /** Of the address; empty where it says nothing. */
  readonly get: (name: string) => string;
  readonly onChange: (change: SearchChange) => void;
  readonly sight: AuditSight;
  /** What is asked for, where it is not the whole log. */
  readonly scope: string;
  /** Where only the time narrows. */
  readonly timeOnly?: boolean | undefined;
}

/** Narrows the log; everything chosen is in the address. */
export function AuditFilters({ get, onChange, sight, scope, timeOnly = false }: AuditFiltersProps) {
  const narrowed = ['action', 'actor', 'target', 'from', 'to', 'below'].some((name) => get(name));
  const select = `${controlClass} ${controlHeight} w-auto max-w-44`;
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2 print:hidden">
      {sight.managesKeys && sight.within === null ? (
        <select
          aria-label="Log"
          value={get('log')}
          onChange={({ target }) => onChange({ log: target.value })}
          className={select}
        >
          <option value="">The organization</option>
          <option value="installation">The installation</option>
        </select>
      ) : null}
      {timeOnly ? null : (
        <select
          aria-label="Acts"
          value={get('action')}
          onChange={({ target }) => onChange({ action: target.value })}
          className={select}
        >
          {KINDS.map(([value, word]) => (
            <option key={value} value={value}>
              {word}
            </option>
          ))}
        </select>
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
      {sight.within !== null ? (
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
      {narrowed ? (
        <Button
          tone="quiet"
          onClick={() =>
            onChange({ action: null, actor: null, target: null, from: null, to: null, below: null })
          }
        >
          Show all
        </Button>
      ) : null}
    </div>
  );
}
