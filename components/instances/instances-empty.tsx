import type { ReactNode } from 'react';
import { EmptyState } from '@/components/ui/empty-state';

/** What belongs here, and how what another program keeps is taken over. */
export function InstancesEmpty({ ways }: { readonly ways: ReactNode }) {
  return (
    <EmptyState ways={ways} command="keystow fernet import tokens.txt">
      Database connections belong here: addresses with their passwords, each sealed as a Fernet
      token that other implementations open with the same key. Tokens of another program are taken
      over by the command; it shows what would be done first.
    </EmptyState>
  );
}
