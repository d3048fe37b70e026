'use client';

import { count } from '@/components/ui/count';
import { Fold } from '@/components/ui/fold';
import { ActionForm } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import { TimeAgo } from '@/components/ui/time-ago';
import { StepFrame } from '../rotation/step-frame';
import { WaitingFor } from '../rotation/waiting-for';
import type { JwtStepProps } from './jwt-actions';
import { JwtNodeTable } from './jwt-node-table';
import { useJwtDone } from './use-jwt';
import { VerificationField } from './verification-field';

/** Both secrets are accepted; each session leaves the old one with its next request, or ends. */
export function JwtMoveStep(props: JwtStepProps) {
  const { jwt } = props;
  const { previous, nodes, current } = jwt;
  if (!previous) return null;
  const sessions = count(previous.sessions, 'live session');
  const own = previous.source === 'config/jwt.secret.previous';
  return (
    <StepFrame
      title="Sessions move over"
      does={
        <p>
          Both secrets are accepted. A session is signed again with the next request of its browser;
          one that is not used ends after 12 hours.
        </p>
      }
      evidence={
        <>
          <WaitingFor said={`${sessions} under the old secret.`}>
            {sessions} under the old secret.
            {previous.lastEndsAt ? (
              <>
                {' '}
                The last of them moves over or ends at the latest{' '}
                <TimeAgo instant={previous.lastEndsAt} />.
              </>
            ) : null}
          </WaitingFor>
          <JwtNodeTable nodes={nodes} wanted={current.kid} />
        </>
      }
      command="npm run keystow -- keys jwt status"
    >
      <Fold
        summary="The old secret has leaked: end these sessions now"
        fields={['endSessions', 'verification']}
      >
        {own ? <EndSessions {...props} sessions={previous.sessions} /> : <TakeAway />}
      </Fold>
    </StepFrame>
  );
}

function TakeAway() {
  return (
    <p className="mb-3">
      Whoever has the old secret can make sessions for people whose session secret he knows. Take
      JWT_SECRET_PREVIOUS away and restart each node: sessions that have not moved over by then sign
      in again.
    </p>
  );
}

function EndSessions({ actions, sessions }: JwtStepProps & { readonly sessions: number }) {
  const done = useJwtDone();
  return (
    <ActionForm action={actions.finish} fields={['endSessions', 'verification']} onDone={done}>
      <p className="mb-3">
        The old secret is deleted at once, and {count(sessions, 'live session')} with it: those
        people sign in again. Nothing else is lost.
      </p>
      <TextField
        name="endSessions"
        label={`To end ${count(sessions, 'session')}, type ${sessions}`}
        inputMode="numeric"
        autoComplete="off"
        maxLength={9}
      />
      <VerificationField />
      <SubmitButton tone="danger">End them and delete the old secret</SubmitButton>
    </ActionForm>
  );
}
