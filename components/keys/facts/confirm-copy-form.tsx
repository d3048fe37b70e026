'use client';

import { CommandLine } from '@/components/ui/command-line';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';
import { FingerprintField, checkFingerprint } from '../fingerprint-field';
import { useRefreshKeys } from '../use-keys';

/** Asks for the fingerprint of the copy that is kept elsewhere: whoever can compute it has the key. */
export function ConfirmCopyForm({ action }: { readonly action: FormTarget<unknown> }) {
  const refresh = useRefreshKeys();
  const toast = useToast();
  return (
    <div className="max-w-176 border-l-3 border-due pl-4">
      <h3 className="font-medium">Confirm your copy</h3>
      <p className="mt-1">
        Without the master key nobody can open a stored value again, Keystow included. Keep a copy
        off this machine, and prove that it is the right one: feed your copy to this command, and
        type the fingerprint it prints.
      </p>
      <div className="my-2">
        <CommandLine command="npm run keystow -- keys fingerprint" />
      </div>
      <ActionForm
        action={action}
        check={checkFingerprint}
        fields={['fingerprint']}
        className="sm:max-w-80"
        onDone={() => {
          toast({ title: 'Copy confirmed', description: 'it is noted with your name' });
          refresh();
        }}
      >
        <FingerprintField label="Fingerprint of your copy" />
        <SubmitButton>Confirm copy</SubmitButton>
      </ActionForm>
    </div>
  );
}
