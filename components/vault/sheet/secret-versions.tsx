'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { SecretSummary } from '@/lib/contracts/secret';
import type { VersionSummary } from '@/lib/contracts/version';
import { Button } from '@/components/ui/button';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import type { SecretRights } from '../secret-rights';
import type { SecretHistory } from './secret-history';
import { useVersions } from './use-history';
import { VersionEntry } from './version-entry';

const RollBackDialog = dynamic(() =>
  import('./roll-back-dialog').then((module) => module.RollBackDialog),
);
const PromoteVersionDialog = dynamic(() =>
  import('./staged-version-dialogs').then((module) => module.PromoteVersionDialog),
);
const DiscardVersionDialog = dynamic(() =>
  import('./staged-version-dialogs').then((module) => module.DiscardVersionDialog),
);
const DestroyVersionDialog = dynamic(() =>
  import('./destroy-version-dialog').then((module) => module.DestroyVersionDialog),
);

interface SecretVersionsProps {
  readonly secret: SecretSummary;
  readonly may: SecretRights;
  readonly history: SecretHistory;
  readonly onChanged: () => void;
}

interface Asked {
  readonly what: 'roll-back' | 'destroy' | 'promote' | 'discard';
  readonly version: VersionSummary;
}

/** The versions of a secret, newest first. */
export function SecretVersions({ secret, may, history, onChanged }: SecretVersionsProps) {
  const list = useVersions(secret.scope, secret.key);
  const [asked, setAsked] = useState<Asked | null>(null);
  const versions = list.data?.pages.flatMap((page) => page.items) ?? [];
  const question = asked && {
    secret,
    version: asked.version,
    onClose: () => setAsked(null),
    onDone: () => {
      setAsked(null);
      onChanged();
    },
  };
  return (
    <section aria-labelledby="versions" className="mt-6">
      <h3 id="versions" tabIndex={-1} className="mb-2 font-medium">
        Versions
      </h3>
      {list.isPending ? <SkeletonRows rows={3} label="Loading versions" /> : null}
      {list.isError ? (
        <div role="alert">
          <p className="mb-2">
            The versions could not be read. {list.error.message} Nothing was changed.
          </p>
          <Button onClick={() => void list.refetch()}>Try again</Button>
        </div>
      ) : null}
      <ol>
        {versions.map((version) => (
          <VersionEntry
            key={version.version}
            version={version}
            may={may}
            onRollBack={() => setAsked({ what: 'roll-back', version })}
            onDestroy={() => setAsked({ what: 'destroy', version })}
            onPromote={() => setAsked({ what: 'promote', version })}
            onDiscard={() => setAsked({ what: 'discard', version })}
          />
        ))}
      </ol>
      {list.hasNextPage ? (
        <Button pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Show older
        </Button>
      ) : null}
      {question && asked.what === 'roll-back' ? (
        <RollBackDialog {...question} action={history.rollBack} />
      ) : null}
      {question && asked.what === 'promote' ? (
        <PromoteVersionDialog {...question} action={history.promote} />
      ) : null}
      {question && asked.what === 'discard' ? (
        <DiscardVersionDialog {...question} action={history.discard} />
      ) : null}
      {question && asked.what === 'destroy' ? (
        <DestroyVersionDialog {...question} action={history.destroy} />
      ) : null}
    </section>
  );
}
