'use client';

import { useRouter } from 'next/navigation';
import type { SecondFactorState, SessionSummary, SignInWays } from '@/lib/contracts/account';
import {
  SecondFactorSection,
  type SecondFactorActions,
} from '@/components/second-factor/second-factor-section';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';
import { PasswordForm } from './password-form';
import { SessionTable } from './session-table';
import { ProviderSection } from './provider-section';

interface AccountPanelProps {
  readonly email: string;
  readonly name: string;
  readonly ways: SignInWays;
  readonly secondFactor: SecondFactorState;
  readonly locked: boolean;
  readonly secondFactorActions: SecondFactorActions;
  readonly sessions: readonly SessionSummary[];
  readonly changePassword: FormTarget<unknown>;
  readonly endSession: FormTarget<unknown>;
  readonly signOutEverywhere: FormTarget<{ readonly redirectTo: string }>;
}

/** A person's own password, second factor and sessions. */
export function AccountPanel(props: AccountPanelProps) {
  const router = useRouter();
  const toast = useToast();
  return (
    <>
      <h1 className="text-20 font-medium">Your account</h1>
      <p className="mb-6 text-ink-muted">{props.email}</p>
      {props.ways.password ? <OwnPassword {...props} /> : null}
      <ProviderSection ways={props.ways} />
      <section aria-labelledby="sessions">
        <h2 id="sessions" className="mb-1 text-15 font-medium">
          Sessions
        </h2>
        <p className="mb-3 text-ink-muted">
          Where you are signed in. A session ends after 12 hours without use, and after 7 days in
          any case.
        </p>
        <SessionTable
          sessions={props.sessions}
          action={props.endSession}
          onEnded={() => {
            toast({ title: 'Session ended', description: 'its browser is signed out' });
            router.refresh();
          }}
        />
        <ActionForm
          action={props.signOutEverywhere}
          fields={[]}
          className="mt-4"
          onDone={({ redirectTo }) => window.location.assign(redirectTo)}
        >
          <p className="mb-2">Signing out everywhere ends this session too.</p>
          <SubmitButton tone="danger">Sign out everywhere</SubmitButton>
        </ActionForm>
      </section>
    </>
  );
}

/** The password and the second factor beside it; whoever signs on through a provider has neither here. */
function OwnPassword(props: AccountPanelProps) {
  const router = useRouter();
  const toast = useToast();
  return (
    <>
      <section aria-labelledby="password" className="mb-8 max-w-96">
        <h2 id="password" className="mb-3 text-15 font-medium">
          Password
        </h2>
        <PasswordForm
          email={props.email}
          name={props.name}
          action={props.changePassword}
          onChanged={() => {
            toast({ title: 'Password changed', description: 'all your other sessions have ended' });
            router.refresh();
          }}
        />
      </section>
      <SecondFactorSection
        email={props.email}
        state={props.secondFactor}
        locked={props.locked}
        actions={props.secondFactorActions}
        onChanged={(title) => {
          toast({ title });
          router.refresh();
        }}
      />
    </>
  );
}
