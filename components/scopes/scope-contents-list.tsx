import { Fragment, type ReactNode } from 'react';
import type { ScopeContents } from '@/lib/contracts/scope';
import { contentSentence, contentWord } from '@/lib/domain/scope-contents';

const NAMES_SHOWN = 4;

interface Line {
  readonly key: string;
  readonly words: ReactNode;
  /** How many there are; the names are the first of them, or none that may be seen. */
  readonly count: number;
  readonly names: readonly string[];
}

/** What goes with a scope and has a name: how many of each, and the first of their names. */
export function ScopeContentsList({ contents }: { readonly contents: ScopeContents }) {
  const lines = linesOf(contents).filter((line) => line.count > 0);
  return (
    <ul className="divide-y divide-line rounded-md border border-line">
      {lines.map(({ key, words, count, names }) => (
        <li key={key} className="px-3 py-1.5">
          <p className="font-medium">{words}</p>
          {names.length > 0 ? (
            <p className="text-12 text-ink-muted">
              {names.slice(0, NAMES_SHOWN).map((name, index, shown) => (
                <Fragment key={name}>
                  <span className="font-mono">
                    {name}
                    {index < shown.length - 1 ? ',' : ''}
                  </span>{' '}
                </Fragment>
              ))}
              {count > NAMES_SHOWN ? `and ${count - NAMES_SHOWN} more` : ''}
            </p>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function linesOf({ path, counts, first }: ScopeContents): Line[] {
  const { teams, workspaces, apps, secrets, aliases, binned } = counts;
  const { tokens, grants, connectors, workers } = counts;
  const none = {
    ...counts,
    secrets: 0,
    aliases: 0,
    binned: 0,
    versions: 0,
    tokens: 0,
    grants: 0,
    connectors: 0,
    workers: 0,
  };
  const inside = (at: string) => (at.startsWith(`${path}.`) ? at.slice(path.length + 1) : at);
  const placed = (names: readonly { readonly path: string; readonly key: string }[]) =>
    names.map((one) => (one.path === path ? one.key : `${inside(one.path)}/${one.key}`));
  return [
    {
      key: 'scopes',
      words: contentSentence(none),
      count: teams + workspaces + apps,
      names: first.scopes.map(inside),
    },
    {
      key: 'secrets',
      words: contentWord('secrets', secrets),
      count: secrets,
      names: placed(first.secrets),
    },
    {
      key: 'aliases',
      words: contentWord('aliases', aliases),
      count: aliases,
      names: placed(first.aliases),
    },
    {
      key: 'binned',
      words: contentWord('binned', binned),
      count: binned,
      names: placed(first.binned),
    },
    {
      key: 'tokens',
      words: `${contentWord('tokens', tokens)}, revoked at once`,
      count: tokens,
      names: first.tokens.map((one) => one.name),
    },
    {
      key: 'grants',
      words: `${contentWord('grants', grants)} of people`,
      count: grants,
      names: first.grants.map((one) => `${one.email} (${one.role})`),
    },
    {
      key: 'connectors',
      words: `${contentWord('connectors', connectors)} to backends, with their credentials`,
      count: connectors,
      names: first.connectors.map((one) => one.slug),
    },
    {
      key: 'workers',
      words: contentWord('workers', workers),
      count: workers,
      names: first.workers.map((one) => `${one.command} on ${one.host}`),
    },
  ];
}
