'use client';

import { useState } from 'react';
import type { SecretCheck } from '@/lib/contracts/backend-facts';
import type { SecretSummary } from '@/lib/contracts/secret';
import type { BackendFaultCode } from '@/lib/domain/backend';
import { CopyButton } from '@/components/ui/copy-button';
import { FactList, Fact } from '@/components/ui/fact-list';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { Status } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import { TimeAgo } from '@/components/ui/time-ago';
import { BACKEND_WORD } from '../secret-words';
import { BackendVersion } from './backend-version';
import { RotatedThere } from './rotated-there';

interface ElsewhereSectionProps {
  readonly secret: SecretSummary;
  /** Asks the backend; left out for who may not. */
  readonly check: FormTarget<SecretCheck> | undefined;
  /** The backend was asked: what it said is part of the secret now. */
  readonly onChecked: () => void;
}

/** Where the value of an external secret is and what its backend said of it; absent for any other. */
export function ElsewhereSection({ secret, check, onChecked }: ElsewhereSectionProps) {
  const [checked, setChecked] = useState<SecretCheck | null>(null);
  const { connector, reference } = secret;
  if (!connector || reference === null || !secret.atBackend) return null;
  // Until the secret is read again, what was answered just now is newer than what it says.
  const known = secret.atBackend;
  const isNewer = checked?.reference === reference && checked.checkedAt > (known.checkedAt ?? '');
  const said = isNewer ? checked : known;
  return (
    <section aria-labelledby="elsewhere" className="mt-5 border-t border-line pt-4">
      <h3 id="elsewhere" className="mb-2 font-medium">
        Where the value is
      </h3>
      <FactList>
        <Fact term="Backend">{BACKEND_WORD[secret.backend]}</Fact>
        <Fact term="Connector">
          {connector.name} <span className="font-mono text-ink-muted">{connector.slug}</span>
          {connector.approved ? null : (
            <div>
              <Status tone="due">waits for approval: nothing is fetched</Status>
            </div>
          )}
        </Fact>
        <Fact term="Reference">
          <div className="flex items-start gap-1">
            <span className="min-w-0 font-mono wrap-anywhere">{reference}</span>
            <span className="-my-1.5 shrink-0">
              <CopyButton text={reference} label="Copy the reference" />
            </span>
          </div>
        </Fact>
        <Fact term="Version there">
          <BackendVersion version={said.version} />
        </Fact>
        {said.at ? (
          <Fact term="Since">
            <TimeAgo instant={said.at} />
          </Fact>
        ) : null}
        {said.schedule ? (
          <Fact term="Rotated there">
            <RotatedThere schedule={said.schedule} />
          </Fact>
        ) : null}
        <Fact term="Last checked">
          {said.checkedAt ? <TimeAgo instant={said.checkedAt} /> : 'not yet'}
        </Fact>
      </FactList>
      <div role="status" className="mt-2 empty:hidden">
        {said.fault ? (
          <p>
            <Status tone="danger">{FAULT_WORD[said.fault.code]}</Status> {said.fault.message}
          </p>
        ) : null}
        {checked && !said.fault ? (
          <Status tone="fine">It resolves: the next delivery gets this value.</Status>
        ) : null}
      </div>
      {check ? (
        <ActionForm
          action={check}
          fields={[]}
          className="mt-3"
          onDone={(answer) => {
            setChecked(answer);
            onChecked();
          }}
        >
          <input type="hidden" name="scope" value={secret.scope.path} />
          <input type="hidden" name="key" value={secret.key} />
          <SubmitButton tone="plain">Check</SubmitButton>
        </ActionForm>
      ) : null}
    </section>
  );
}

const FAULT_WORD: Readonly<Record<BackendFaultCode, string>> = {
  absent: 'There is nothing at the reference.',
  denied: 'The backend refused.',
  unreachable: 'The backend did not answer.',
  throttled: 'The backend asked to wait.',
  malformed: 'What the backend sent cannot be used.',
};
