'use client';

import { Bot, FileText, Link as LinkIcon, Plug, User } from 'lucide-react';
import type { SecretSummary } from '@/lib/contracts/secret';
import { KIND_WORD } from '@/components/scopes/kind-word';
import { ReadRefused } from '@/components/requests/read-refused';
import { count } from '@/components/ui/count';
import { ListFoot } from '@/components/ui/list-foot';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { ABILITY_WORD, entryWords, rungsOf, type Rung, type RungEntry } from './rungs';
import { useSecretAccess } from './use-reach';

/** A ladder from the organization down: on each rung who has something there, what, and why. */
export function SecretAccessList({ secret }: { readonly secret: SecretSummary }) {
  const list = useSecretAccess(secret);
  if (list.isPending) return <SkeletonRows rows={3} label="Loading who can change or receive it" />;
  if (list.isError) {
    return (
      <ReadRefused
        what="Who can change or receive it"
        error={list.error}
        onRetry={() => void list.refetch()}
      />
    );
  }
  const holders = list.data.pages.flatMap((page) => page.items);
  if (holders.length === 0 && !list.hasNextPage) {
    return <p className="pb-3 text-ink-muted">Nobody but whoever runs this console.</p>;
  }
  return (
    <>
      <ol className="ml-1.5 border-l border-line pb-1">
        {rungsOf(holders).map((rung) => (
          <RungItem key={rung.scope.path} rung={rung} own={rung.scope.path === secret.scope.path} />
        ))}
      </ol>
      <p className="pb-3 text-12 text-ink-muted">
        Whoever receives it can read it: a program gets the value in clear. People never do; they
        can make tokens for programs.
      </p>
      <ListFoot shown={count(holders.length, 'holder')} more={list} />
    </>
  );
}

function RungItem({ rung, own }: { readonly rung: Rung; readonly own: boolean }) {
  const { kind, path } = rung.scope;
  return (
    <li className="relative pb-3 pl-4">
      <span
        aria-hidden="true"
        className={`absolute top-1 -left-[5px] size-[9px] rounded-full border border-line ${own ? 'bg-ink' : 'bg-paper'}`}
      />
      <p className="text-12 text-ink-muted">
        {KIND_WORD[kind]}{' '}
        {kind === 'organization' ? null : <span className="font-mono">{path}</span>}
        {own ? ' · the secret is here' : null}
      </p>
      <ul>
        {rung.entries.map((entry, at) => (
          <HolderItem key={`${entry.holder.id} ${at}`} entry={entry} />
        ))}
      </ul>
    </li>
  );
}

const ICON = {
  person: User,
  token: Bot,
  link: LinkIcon,
  brief: FileText,
  integration: Plug,
} as const;

function HolderItem({ entry }: { readonly entry: RungEntry }) {
  const { holder, can, as } = entry;
  const Icon = ICON[holder.kind];
  return (
    <li className="flex gap-2 py-1">
      <Icon size={14} aria-hidden="true" className="mt-0.5 shrink-0 text-ink-muted" />
      <div className="min-w-0">
        <p className="break-words">
          <span className="font-medium" title={holder.email ?? undefined}>
            {holder.name}
          </span>{' '}
          {can.map((one) => ABILITY_WORD[one]).join(', ')}
          <span className="text-ink-muted"> · {entryWords(entry)}</span>
        </p>
        {as.length > 0 ? (
          <p className="font-mono text-12 break-words text-ink-muted">
            as {as.map(({ key, path }) => `${path}/${key}`).join(', ')}
          </p>
        ) : null}
      </div>
    </li>
  );
}
