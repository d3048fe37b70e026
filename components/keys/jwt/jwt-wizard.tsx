'use client';

import Link from 'next/link';
import type { JwtStatus } from '@/lib/contracts/jwt';
import { count } from '@/components/ui/count';
import { LiveRegion } from '@/components/ui/live-region';
import { Section } from '../facts/section';
import { StepList } from '../rotation/step-list';
import { UnreachableLine } from '../rotation/unreachable-line';
import { useStepFocus } from '../rotation/use-step-focus';
import type { JwtActions } from './jwt-actions';
import { JwtDeployStep } from './jwt-deploy-step';
import { JwtHistory } from './jwt-history';
import { JwtMoveStep } from './jwt-move-step';
import { JwtNewStep } from './jwt-new-step';
import { JwtRemoveStep } from './jwt-remove-step';
import { jwtSteps, jwtStepTitle } from './jwt-steps';
import { RecordJwtForm } from './record-jwt-form';
import { useJwt } from './use-jwt';

interface JwtWizardProps {
  readonly status: JwtStatus;
  readonly actions: JwtActions;
}

const BODY = {
  new: JwtNewStep,
  deploy: JwtDeployStep,
  move: JwtMoveStep,
  remove: JwtRemoveStep,
} as const;

/** The change of the JWT secret: whoever opens it is at the step that nodes and sessions report. */
export function JwtWizard({ status, actions }: JwtWizardProps) {
  const { jwt, unreachable } = useJwt(status);
  const body = useStepFocus(jwt.step);
  const Body = BODY[jwt.step];

  return (
    <>
      <Head jwt={jwt} />
      {unreachable ? <UnreachableLine /> : null}
      <div className="grid gap-x-8 gap-y-6 lg:grid-cols-[15rem_minmax(0,1fr)]">
        <StepList steps={jwtSteps(jwt)} />
        <div className="min-w-0">
          <LiveRegion>{`Step: ${jwtStepTitle(jwt.step)}`}</LiveRegion>
          <div ref={body} tabIndex={-1} className="outline-none">
            <Body jwt={jwt} actions={actions} />
          </div>
        </div>
      </div>
      <Section title="Changes there were" intro="From the audit log of the installation.">
        <JwtHistory history={jwt.history} />
        {jwt.history.length > 0 ? (
          <RecordJwtForm action={actions.record} kid={jwt.current.kid} />
        ) : null}
      </Section>
    </>
  );
}

function Head({ jwt }: { readonly jwt: JwtStatus }) {
  const { current, previous, source } = jwt;
  return (
    <div className="mb-5">
      <Link href="/keys" className="text-12 text-accent underline">
        Keys
      </Link>
      <h1 className="mt-1 text-20 font-medium">JWT secret</h1>
      <p className="mt-1 max-w-176 text-ink-muted">
        It signs the sessions of people and opens no stored value. Changing it signs nobody out
        while the old one is still accepted.
      </p>
      <dl className="mt-3 grid max-w-176 gap-x-6 gap-y-2 sm:grid-cols-[8rem_minmax(0,1fr)]">
        <dt className="text-ink-muted">Current secret</dt>
        <dd>
          <span className="font-mono">{current.kid}</span> from {source},{' '}
          {count(current.sessions, 'live session')}
        </dd>
        <dt className="text-ink-muted">Previous secret</dt>
        <dd>
          {previous ? (
            <>
              <span className="font-mono">{previous.kid}</span> from {previous.source},{' '}
              {count(previous.sessions, 'live session')}
            </>
          ) : (
            'none is accepted'
          )}
        </dd>
      </dl>
    </div>
  );
}
