'use client';

import { kidOfJwtSecret } from '@/lib/client/key-fingerprint';
import { CommandLine } from '@/components/ui/command-line';
import { Fold } from '@/components/ui/fold';
import { ActionForm } from '@/components/ui/form';
import { SecretField } from '@/components/ui/secret-field';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';
import { NewKeyField } from '../rotation/new-key-field';
import { StepFrame } from '../rotation/step-frame';
import { ChangeNumberField } from '../rotation/change-number-field';
import { CheckSecretForm } from './check-secret-form';
import type { JwtStepProps } from './jwt-actions';
import { useJwtDone } from './use-jwt';

/** A new secret: written and used at once where Keystow made the old one, else made to be deployed. */
export function JwtNewStep(props: JwtStepProps) {
  return props.jwt.rotatesItself ? <OwnFile {...props} /> : <ByEnvironment {...props} />;
}

function OwnFile({ actions }: JwtStepProps) {
  const done = useJwtDone();
  const toast = useToast();
  return (
    <StepFrame
      title="New secret"
      does={
        <p>
          The secret in use is <span className="font-mono">config/jwt.secret</span>, which Keystow
          made itself. It writes a new one and uses it at once, without a restart. The old one stays
          beside it as <span className="font-mono">config/jwt.secret.previous</span>: sessions that
          it signed go on, and are signed again with their next request.
        </p>
      }
      needs="It needs one running node, and a config folder that can be written."
      command="npm run keystow -- keys jwt rotate"
    >
      <ActionForm
        action={actions.rotate}
        fields={['changeNumber', 'secret']}
        onDone={(status) => {
          toast({ title: 'New JWT secret in use', description: 'nobody was signed out' });
          done(status);
        }}
      >
        <ChangeNumberField />
        <Fold summary="Bring a secret of my own instead" fields={['secret']}>
          <SecretField
            name="secret"
            label="New JWT secret"
            optional
            offerLines={false}
            hint="At least 32 characters that nobody can guess. It may be no other key, in any spelling."
          />
        </Fold>
        <SubmitButton>Write and use a new secret</SubmitButton>
      </ActionForm>
    </StepFrame>
  );
}

function ByEnvironment({ jwt, actions }: JwtStepProps) {
  const file = jwt.source === 'config/jwt.secret';
  const old = file ? '"$(cat config/jwt.secret)"' : 'the-secret-in-use-now';
  return (
    <StepFrame
      title="New secret"
      does={
        <>
          <p>
            Make a new secret and store it where the nodes have their environment from. Keystow does
            not keep it.
          </p>
          <NewKeyField name="made" label="New JWT secret" fingerprintOf={kidOfJwtSecret} />
          <p>
            Set it on each node, with the old one beside it, and restart one node after the other.
            Until every one of them knows the new secret, they go on signing with the old.
          </p>
          <CommandLine command={`JWT_SECRET=the-new-secret\nJWT_SECRET_PREVIOUS=${old}`} />
        </>
      }
      needs={
        file
          ? 'Several nodes run, and Keystow can change the file of one alone: give them one secret by their environment.'
          : 'The secret in use comes from JWT_SECRET. This page follows by itself once a node has started with both.'
      }
    >
      <Fold summary="Check a secret of my own before I deploy it" fields={['secret']}>
        <CheckSecretForm action={actions.check} />
      </Fold>
    </StepFrame>
  );
}
