'use client';

import Link from 'next/link';
import { useState } from 'react';
import type { IntakeLinkSummary } from '@/lib/contracts/intake';
import { buttonClass } from '@/components/ui/button';
import { count } from '@/components/ui/count';
import { EmptyState } from '@/components/ui/empty-state';
import type { FormTarget } from '@/components/ui/form';
import { ListFoot } from '@/components/ui/list-foot';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { ReadRefused } from '@/components/requests/read-refused';
import { IntakeLinkEntry } from './intake-link-entry';
import { RevokeLinkDialog } from './revoke-link-dialog';
import { useIntakeLinks, useRefreshIntakeLinks } from './use-intake-links';

interface IntakeLinksPanelProps {
  readonly locked: boolean;
  readonly revoke: FormTarget<unknown>;
}

/** The links by which others enter values, and how far they have come. */
export function IntakeLinksPanel({ locked, revoke }: IntakeLinksPanelProps) {
  const [asked, setAsked] = useState<IntakeLinkSummary | null>(null);
  const refresh = useRefreshIntakeLinks();
  return (
    <>
      <h1 className="mb-4 text-20 font-medium">Intake links</h1>
      <LinkList onRevoke={locked ? undefined : setAsked} />
      {asked ? (
        <RevokeLinkDialog
          link={asked}
          action={revoke}
          onClose={() => setAsked(null)}
          onRevoked={() => {
            setAsked(null);
            refresh();
          }}
        />
      ) : null}
    </>
  );
}

interface LinkListProps {
  readonly onRevoke: ((link: IntakeLinkSummary) => void) | undefined;
}

function LinkList({ onRevoke }: LinkListProps) {
  const list = useIntakeLinks();
  if (list.isPending) return <SkeletonRows rows={5} label="Loading links" />;
  if (list.isLoadingError) {
    return <ReadRefused what="The links" error={list.error} onRetry={() => void list.refetch()} />;
  }
  const links = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (links.length === 0) return <NoLinks />;
  return (
    <>
      <ul aria-label="Intake links" className="border-t border-line">
        {links.map((link) => (
          <IntakeLinkEntry key={link.id} link={link} onRevoke={onRevoke} />
        ))}
      </ul>
      <ListFoot shown={count(links.length, 'link')} more={list} />
    </>
  );
}

function NoLinks() {
  return (
    <EmptyState
      ways={
        <Link href="/vault" className={buttonClass()}>
          Open the vault
        </Link>
      }
    >
      Links belong here through which somebody without an account enters values that you do not
      have: each once, within at most seven days, and without reading any. In the vault, choose “Ask
      somebody else for the value…” from the actions of a secret.
    </EmptyState>
  );
}
