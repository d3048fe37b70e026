'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import type {
  BegunEnrolment,
  NewRecoveryCodeList,
  SecondFactorState,
} from '@/lib/contracts/account';
import { RECOVERY_CODES, RECOVERY_CODES_LOW } from '@/lib/domain/second-factor';
import { Button } from '@/components/ui/button';
import type { FormTarget } from '@/components/ui/form';
import { Status } from '@/components/ui/status';
import { TimeAgo } from '@/components/ui/time-ago';

const EnrolDialog = dynamic(async () => (await import('./enrol-dialog')).EnrolDialog);
const RenewCodesDialog = dynamic(
  async () => (await import('./renew-codes-dialog')).RenewCodesDialog,
);
const TurnOffDialog = dynamic(async () => (await import('./turn-off-dialog')).TurnOffDialog);

/** What the section may do; each takes the fields that its service names. */
export interface SecondFactorActions {
  readonly begin: FormTarget<BegunEnrolment>;
  readonly confirm: FormTarget<NewRecoveryCodeList>;
  readonly renew: FormTarget<NewRecoveryCodeList>;
  readonly remove: FormTarget<unknown>;
}

interface SecondFactorSectionProps {
  readonly email: string;
  readonly state: SecondFactorState;
  /** While the console is locked nothing of it can be opened or sealed. */
  readonly locked: boolean;
  readonly actions: SecondFactorActions;
  /** Something has changed; the sentence says what. */
  readonly onChanged: (what: string) => void;
}

type Asked = 'enrol' | 'renew' | 'remove';

export function SecondFactorSection(props: SecondFactorSectionProps) {
  const { email, state, locked, actions, onChanged } = props;
  const [asked, setAsked] = useState<Asked | null>(null);
  const closing = (what: string) => (changed: boolean) => {
    setAsked(null);
    if (changed) onChanged(what);
  };
  return (
    <section aria-labelledby="second-factor" className="mb-8 max-w-120">
      <h2 id="second-factor" className="mb-3 text-15 font-medium">
        Second factor
      </h2>
      {state.enabled ? <TurnedOn state={state} /> : <TurnedOff />}
      {locked ? (
        <p className="mt-2">
          The console is locked: it cannot be set up or changed now
          {state.enabled ? ', and only a recovery code signs you in' : ''}.
        </p>
      ) : (
        <div className="mt-3 flex flex-wrap gap-2">
          {state.enabled ? (
            <>
              <Button onClick={() => setAsked('renew')}>New recovery codes</Button>
              <Button tone="quiet-danger" onClick={() => setAsked('remove')}>
                Turn off
              </Button>
            </>
          ) : (
            <Button onClick={() => setAsked('enrol')}>Set up a second factor</Button>
          )}
        </div>
      )}
      {asked === 'enrol' ? (
        <EnrolDialog
          email={email}
          begin={actions.begin}
          confirm={actions.confirm}
          onClose={closing('Second factor turned on')}
        />
      ) : null}
      {asked === 'renew' ? (
        <RenewCodesDialog
          email={email}
          action={actions.renew}
          onClose={closing('New recovery codes made')}
        />
      ) : null}
      {asked === 'remove' ? (
        <TurnOffDialog action={actions.remove} onClose={closing('Second factor turned off')} />
      ) : null}
    </section>
  );
}

function TurnedOff() {
  return (
    <p>
      <Status tone="unknown">Off.</Status> Your password alone signs you in. With a code from an
      authenticator beside it, a stolen password is not enough.
    </p>
  );
}

function TurnedOn({ state }: { readonly state: SecondFactorState }) {
  const left = state.recoveryCodesLeft;
  const codes = `${left} of ${RECOVERY_CODES} recovery codes left`;
  return (
    <>
      <p>
        <Status tone="fine">On.</Status> Each sign-in asks for a code from your authenticator
        {state.enabledAt ? (
          <>
            ; set up <TimeAgo instant={state.enabledAt} />
          </>
        ) : null}
        .
      </p>
      <p className="mt-1">
        {left > RECOVERY_CODES_LOW ? (
          `${codes}.`
        ) : (
          <Status tone="due">{codes}: make new ones before they run out.</Status>
        )}
      </p>
    </>
  );
}
