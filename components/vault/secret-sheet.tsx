'use client';

import type { ReactNode } from 'react';
import type { SecretSummary } from '@/lib/contracts/secret';
import { Button } from '@/components/ui/button';
import { Fingerprint } from '@/components/ui/fingerprint';
import { Sheet } from '@/components/ui/sheet';
import { TimeAgo } from '@/components/ui/time-ago';
import { rowOf } from './row-of';
import type { SecretHistory } from './secret-history';
import { SecretVersions } from './secret-versions';
import { BACKEND_WORD, CATEGORY_WORD, TAB, TYPE_WORD } from './secret-words';

interface SecretSheetProps {
  readonly secret: SecretSummary;
  readonly locked: boolean;
  readonly history: SecretHistory;
  /** A version was made or destroyed from here. */
  readonly onChanged: () => void;
  readonly onClose: () => void;
  readonly onReplace: (secret: SecretSummary) => void;
  readonly onDelete: (secret: SecretSummary) => void;
}

/** Everything there is to know of a secret, which is all but its value. */
export function SecretSheet(props: SecretSheetProps) {
  const { secret, locked, onClose, onReplace, onDelete } = props;
  return (
    <Sheet
      finalFocus={() => rowOf(secret.key) ?? true}
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={<span className="font-mono">{secret.key}</span>}
    >
      {secret.description ? <p className="mb-4">{secret.description}</p> : null}
      <dl className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-y-2">
        <Fact term="Scope">
          {TAB[secret.scope.kind].label} · <span className="font-mono">{secret.scope.path}</span>
        </Fact>
        <Fact term="Type">{TYPE_WORD[secret.type]}</Fact>
        <Fact term="Category">{CATEGORY_WORD[secret.category]}</Fact>
        <Fact term="Version">
          <span className="font-mono">{secret.version ?? '–'}</span>
        </Fact>
        <Fact term="Fingerprint">
          <Fingerprint hex={secret.fingerprint} whole />
        </Fact>
        <Fact term="Created">
          <TimeAgo instant={secret.createdAt} />
        </Fact>
        <Fact term="Changed">
          <TimeAgo instant={secret.updatedAt} /> · {secret.updatedBy}
        </Fact>
        <Fact term="Backend">{BACKEND_WORD[secret.backend]}</Fact>
      </dl>
      <p className="mt-5 border-t border-line pt-4 text-ink-muted">
        The value cannot be read here, by anyone. To change it, replace it.
      </p>
      {locked ? null : (
        <div className="mt-4 flex flex-wrap justify-between gap-2">
          <Button onClick={() => onReplace(secret)}>Replace value…</Button>
          <Button tone="quiet-danger" onClick={() => onDelete(secret)}>
            Delete…
          </Button>
        </div>
      )}
      <SecretVersions
        secret={secret}
        locked={locked}
        history={props.history}
        onChanged={props.onChanged}
      />
    </Sheet>
  );
}

function Fact({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-muted">{term}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
