'use client';

import { Fold } from '@/components/ui/fold';
import { ActionForm } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';
import { ChangeNumberField } from '../rotation/change-number-field';
import type { JwtActions } from './jwt-actions';
import { useJwtDone } from './use-jwt';
import { VerificationField } from './verification-field';

interface RecordJwtFormProps {
  readonly action: JwtActions['record'];
  /** The secret in use. */
  readonly kid: string;
}

/** Evidence of a change that was deployed: who looked, and what was seen. */
export function RecordJwtForm({ action, kid }: RecordJwtFormProps) {
  const done = useJwtDone();
  const toast = useToast();
  return (
    <div className="max-w-144">
      <Fold summary="Record how the secret in use was verified" fields={FIELDS}>
        <ActionForm
          action={action}
          fields={FIELDS}
          check={(form) =>
            String(form.get('verification') ?? '').trim() === ''
              ? [{ pointer: '/verification', message: 'Say what was looked at.' }]
              : []
          }
          onDone={(status) => {
            toast({ title: 'Verification recorded', description: `for ${kid}` });
            done(status);
          }}
        >
          <VerificationField optional={false} />
          <ChangeNumberField />
          <SubmitButton>Record</SubmitButton>
        </ActionForm>
      </Fold>
    </div>
  );
}

const FIELDS = ['verification', 'changeNumber'];
