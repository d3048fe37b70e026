'use client';

import { useRouter } from 'next/navigation';
import type { FormIssue } from '@/lib/contracts/form-state';
import type { LostKeyTriage, ResetDone } from '@/lib/contracts/lost-key';
import { CommandLine } from '@/components/ui/command-line';
import { count } from '@/components/ui/count';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import { useToast } from '@/components/ui/toast';
import { useRefreshKeys } from '../use-keys';

interface ResetFormProps {
  readonly triage: LostKeyTriage;
  /** Takes `confirm`. */
  readonly action: FormTarget<ResetDone>;
}

/** Says what goes and what stays, and takes the fingerprint of the key that is given up. */
export function ResetForm({ triage, action }: ResetFormProps) {
  const router = useRouter();
  const toast = useToast();
  const refresh = useRefreshKeys();
  const fingerprints = triage.needed.map(({ fingerprint }) => fingerprint);
  const check = (form: FormData): readonly FormIssue[] => {
    if (fingerprints.includes(String(form.get('confirm') ?? '').trim())) return [];
    const message = `Type ${fingerprints.join(' or ')}, the key that is given up.`;
    return [{ pointer: '/confirm', message }];
  };
  return (
    <>
      <p>
        Then nobody can open these values, Keystow included. Giving the key up begins anew under the
        key that Keystow was given this time; if it was given none, it makes one. Values are set
        aside, not deleted: should the lost key turn up, it still opens them.
      </p>
      <WhatGoes triage={triage} />
      <ActionForm
        action={action}
        check={check}
        fields={['confirm']}
        className="mt-4 sm:max-w-120"
        onDone={({ masterFingerprint, secrets }) => {
          toast({
            title: `${masterFingerprint} is in force`,
            description: `${count(secrets, 'secret')} to enter again`,
          });
          refresh();
          router.refresh();
        }}
      >
        <TextField
          name="confirm"
          label={`Type ${fingerprints.join(' or ')} to give that key up`}
          mono
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          placeholder="mk_"
        />
        <SubmitButton tone="danger">Give the key up</SubmitButton>
      </ActionForm>
      <p className="text-ink-muted">Or on the server, also beside a stopped console:</p>
      <CommandLine command="npm run keystow -- reset" />
    </>
  );
}

function WhatGoes({ triage: { loses, keeps } }: Pick<ResetFormProps, 'triage'>) {
  return (
    <dl className="grid border-y border-line sm:grid-cols-2">
      <Side term="is lost">
        <li>the values of {count(loses.secrets, 'secret')}</li>
        <li>{count(loses.versions, 'version')} of them in all</li>
        <li>the key that signs deliveries: what takes them has to pin the new one</li>
        {loses.secondFactors > 0 ? (
          <li>
            {count(loses.secondFactors, 'second factor')}: until they are set up again, those people
            sign in by password alone
          </li>
        ) : null}
        {loses.connectors > 0 ? (
          <li>
            the credentials of {count(loses.connectors, 'connector')}: what is fetched through them
            stops until they are entered again
          </li>
        ) : null}
      </Side>
      <Side term="stays">
        <li>names, owners, types and history of all secrets, in {count(keeps.scopes, 'scope')}</li>
        <li>
          {count(keeps.aliases, 'alias', 'aliases')},{' '}
          {count(
            keeps.references,
            'reference to a value elsewhere',
            'references to values elsewhere',
          )}
        </li>
        <li>
          {count(keeps.people, 'person', 'people')} with roles and passwords,{' '}
          {count(keeps.tokens, 'token')}, {count(keeps.sessions, 'session')}
        </li>
        <li>{count(keeps.auditEvents, 'audit event')}; the next one quotes their root</li>
      </Side>
    </dl>
  );
}

function Side({ term, children }: { readonly term: string; readonly children: React.ReactNode }) {
  return (
    <div className="py-3 sm:first:border-r sm:first:border-line sm:first:pr-4 sm:last:pl-4">
      <dt className="text-12 text-ink-muted">{term}</dt>
      <dd>
        <ul className="space-y-1">{children}</ul>
      </dd>
    </div>
  );
}
