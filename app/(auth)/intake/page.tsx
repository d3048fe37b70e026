import type { Metadata } from 'next';
import { AuthPage } from '@/components/auth/auth-page';
import { IntakePanel } from '@/components/intake/intake-panel';
import { answerIntakeAction, readIntakeAction } from './actions';

export const metadata: Metadata = { title: 'Enter values' };

/** Works without an account: whoever holds the link was sent it by somebody who may write. */
export default function IntakePage() {
  return (
    <AuthPage title="Enter values" wide>
      <IntakePanel look={readIntakeAction} answer={answerIntakeAction} />
    </AuthPage>
  );
}
