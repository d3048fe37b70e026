'use client';

import type { RecoveredLost } from '@/lib/contracts/lost-key';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { SecretField } from '@/components/ui/secret-field';
import { SubmitButton } from '@/components/ui/submit-button';
import { useRefreshWorksheet } from './use-lost-key';

interface RecoverFormProps {
  /** Takes `key`. */
  readonly action: FormTarget<RecoveredLost>;
  readonly onDone: (done: RecoveredLost) => void;
}

/** Takes the lost key once, to open what was set aside. */
export function RecoverForm({ action, onDone }: RecoverFormProps) {
  const refresh = useRefreshWorksheet();
  return (
    <ActionForm
      action={action}
      fields={['key']}
      className="sm:max-w-120"
      onDone={(done) => {
        refresh();
        onDone(done);
      }}
    >
      <SecretField
        name="key"
        label="The lost master key"
        offerLines={false}
        hint="It is used once and kept nowhere."
      />
      <SubmitButton tone="plain">Open what was set aside</SubmitButton>
    </ActionForm>
  );
}
