'use client';

import { CommandLine } from '@/components/ui/command-line';
import { ActionForm } from '@/components/ui/form';
import { Status } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';
import { StepFrame } from '../rotation/step-frame';
import { WaitingFor } from '../rotation/waiting-for';
import type { JwtStepProps } from './jwt-actions';
import { JwtNodeTable } from './jwt-node-table';
import { useJwtDone } from './use-jwt';
import { VerificationField } from './verification-field';

/** No session needs the old secret any more. */
export function JwtRemoveStep(props: JwtStepProps) {
  const own = props.jwt.previous?.source === 'config/jwt.secret.previous';
  return own ? <OwnFile {...props} /> : <ByEnvironment {...props} />;
}

function OwnFile({ actions }: JwtStepProps) {
  const done = useJwtDone();
  const toast = useToast();
  return (
    <StepFrame
      title="Remove the old secret"
      does={
        <p>
          Every live session was signed again with the new secret. Removing the old one deletes{' '}
          <span className="font-mono">config/jwt.secret.previous</span>: a cookie that it signed is
          worth nothing from then on.
        </p>
      }
      evidence={<Status tone="fine">No live session needs the old secret.</Status>}
      command="npm run keystow -- keys jwt finish"
    >
      <ActionForm
        action={actions.finish}
        fields={['verification']}
        onDone={(status) => {
          toast({ title: 'Old JWT secret removed', description: 'the change is done' });
          done(status);
        }}
      >
        <VerificationField />
        <SubmitButton>Remove the old secret</SubmitButton>
      </ActionForm>
    </StepFrame>
  );
}

function ByEnvironment({ jwt }: JwtStepProps) {
  const left = jwt.nodes.filter((node) => node.previous !== null).length;
  return (
    <StepFrame
      title="Remove the old secret"
      does={
        <>
          <p>
            No live session needs the old secret. Take it away from each node, and restart one after
            the other. Nobody is signed out by it.
          </p>
          <CommandLine command="unset JWT_SECRET_PREVIOUS" />
        </>
      }
      evidence={
        <>
          <WaitingFor said={`Nodes that accept the old secret: ${left}.`}>
            Waits until no node accepts the old secret. This page follows by itself.
          </WaitingFor>
          <JwtNodeTable nodes={jwt.nodes} wanted={jwt.current.kid} />
        </>
      }
    />
  );
}
