'use client';

import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { SecretCheck } from '@/lib/contracts/backend-facts';
import type { SecretSummary } from '@/lib/contracts/secret';
import { DeliveredSection } from '@/components/deliveries/delivered-section';
import { TraceSection } from '@/components/resolution/trace-section';
import { RotationSection } from '@/components/rotation/rotation-section';
import type { CheckActions } from '@/components/verification/destination-actions';
import { newLeakAddress } from '@/components/leaks/leak-address';
import { Button, buttonClass } from '@/components/ui/button';
import type { FormTarget } from '@/components/ui/form';
import { Sheet } from '@/components/ui/sheet';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { ElsewhereSection } from '../backend/elsewhere-section';
import { rowOf } from '../list/row-of';
import type { SecretRights } from '../secret-rights';
import { replaceWord } from '../secret-words';
import { SecretAccessSection } from '@/components/reach/secret-access-section';
import { SecretDependents } from './secret-dependents';
import { SecretFacts } from './secret-facts';
import type { SecretHistory } from './secret-history';
import { SecretVersions } from './secret-versions';

const EditDetailsForm = dynamic(
  () => import('./edit-details-form').then((module) => module.EditDetailsForm),
  { loading: () => <SkeletonRows rows={6} label="Loading the form" /> },
);

interface SecretSheetProps {
  readonly secret: SecretSummary;
  /** From the widest scope in sight down to the one of the address. */
  readonly lineage: readonly ScopeSummary[];
  readonly may: SecretRights;
  readonly history: SecretHistory;
  readonly describe: FormTarget<SecretSummary>;
  readonly check?: FormTarget<SecretCheck> | undefined;
  /** By which request its value is tried. */
  readonly checks?: CheckActions | undefined;
  /** Its details were changed, or a version was made or destroyed from here. */
  readonly onChanged: () => void;
  readonly onClose: () => void;
  /** Asks for a new value, or for another target of an alias. */
  readonly onReplace: (secret: SecretSummary) => void;
  readonly onDelete: (secret: SecretSummary) => void;
}

/** One secret at the side of the list: its facts, what depends on it, its versions, what can be done. */
export function SecretSheet(props: SecretSheetProps) {
  const { secret, may, onClose } = props;
  const [editing, setEditing] = useState(false);
  const edit = useRef<HTMLButtonElement>(null);

  function leaveEditing() {
    flushSync(() => setEditing(false));
    edit.current?.focus();
  }

  return (
    <Sheet
      finalFocus={() => rowOf(secret.key) ?? true}
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={
        <>
          {editing ? 'Edit details of ' : null}
          <span className="font-mono">{secret.key}</span>
        </>
      }
    >
      {editing ? (
        <EditDetailsForm
          secret={secret}
          action={props.describe}
          onCancel={leaveEditing}
          onStale={props.onChanged}
          onDone={() => {
            leaveEditing();
            props.onChanged();
          }}
        />
      ) : (
        <>
          <SecretFacts secret={secret} />
          <ElsewhereSection
            secret={secret}
            check={may.write ? props.check : undefined}
            onChecked={props.onChanged}
          />
          <p className="mt-5 border-t border-line pt-4 text-ink-muted">{fateOf(secret)}</p>
          <div className="mt-4 flex flex-wrap gap-2 empty:hidden">
            {may.write ? (
              <>
                <Button onClick={() => props.onReplace(secret)}>{replaceWord(secret)}</Button>
                <Button ref={edit} onClick={() => setEditing(true)}>
                  Edit details…
                </Button>
              </>
            ) : null}
            {may.leak && !secret.aliasOf ? (
              <Link
                href={newLeakAddress({ path: secret.scope.path, key: secret.key })}
                className={buttonClass({ tone: 'quiet-danger' })}
              >
                It leaked…
              </Link>
            ) : null}
            {may.delete ? (
              <Button
                tone="quiet-danger"
                className="ml-auto"
                onClick={() => props.onDelete(secret)}
              >
                Delete…
              </Button>
            ) : null}
          </div>
          {secret.aliasOf ? null : (
            <RotationSection secret={secret} checks={may.check ? props.checks : undefined} />
          )}
          <TraceSection secret={secret} lineage={props.lineage} />
          <SecretDependents secret={secret} />
          <DeliveredSection secret={secret} />
          {may.prove ? <SecretAccessSection secret={secret} /> : null}
          {secret.aliasOf ? null : (
            <SecretVersions
              secret={secret}
              may={may}
              history={props.history}
              onChanged={props.onChanged}
            />
          )}
        </>
      )}
    </Sheet>
  );
}

function fateOf({ aliasOf, reference }: SecretSummary): string {
  if (aliasOf) return 'It has no value of its own: it delivers what its target holds.';
  return reference === null
    ? 'The value cannot be read here, by anyone. To change it, replace it.'
    : 'The value is not stored here: it is fetched from its backend at each delivery.';
}
