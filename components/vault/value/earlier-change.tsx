'use client';

import type { ReactNode } from 'react';
import { useFormRefusal } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { TimeAgo } from '@/components/ui/time-ago';

/** Whose change came first, when a value was replaced on the strength of an older version. */
export function EarlierChange({ name }: { readonly name: string }) {
  const refusal = useFormRefusal();
  if (refusal?.code !== 'version_conflict') return null;
  if (!refusal.earlier) return <p role="alert">{refusal.message}</p>;
  const { version, by, at } = refusal.earlier;
  return (
    <div role="alert" className="mt-4 rounded-md bg-panel p-3">
      <p>
        <span className="font-medium">{by}</span>{' '}
        {version === null ? 'deleted' : `sealed version ${version} of`}{' '}
        <span className="font-mono">{name}</span> <TimeAgo instant={at} />, after you opened this
        form. Your value was not saved.
      </p>
      <p className="mt-2">
        {version === null
          ? 'Cancel to leave it deleted, or seal your value as a new secret; the old one stays in the bin.'
          : `Cancel to keep version ${version}, or replace it: yours becomes version ${version + 1}, and version ${version} stays as the previous one.`}
      </p>
      {/* The decision now rests on what was just read; it is sent in place of the first one. */}
      <input type="hidden" name="decidedOn" value={version ?? 0} />
    </div>
  );
}

/** Sends the version that was told of last, as a person decides on it by sending the form again. */
export function decideAnew(form: FormData): [] {
  const decidedOn = form.get('decidedOn');
  if (decidedOn !== null) form.set('ifVersion', decidedOn);
  form.delete('decidedOn');
  return [];
}

/** Replaces at first; after somebody else came first, replaces what that one left. */
export function SubmitReplacement({ children }: { readonly children: ReactNode }) {
  const refusal = useFormRefusal();
  if (refusal?.code !== 'version_conflict' || !refusal.earlier) {
    return <SubmitButton>{children}</SubmitButton>;
  }
  const { version } = refusal.earlier;
  return (
    <SubmitButton tone={version === null ? 'primary' : 'danger'}>
      {version === null ? 'Seal as a new secret' : `Replace version ${version}`}
    </SubmitButton>
  );
}
