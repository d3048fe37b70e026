'use client';

import type { SecretSummary } from '@/lib/contracts/secret';
import { ask, type FormTarget } from '@/components/ui/form';
import { useToast } from '@/components/ui/toast';

/** Takes a secret out of the bin and says so; answers with the refusal, or null when it is back. */
export function useRestore(scopePath: string, action: FormTarget<SecretSummary>) {
  const toast = useToast();
  return async (secret: { readonly id: string; readonly key: string }): Promise<string | null> => {
    const form = new FormData();
    form.set('scope', scopePath);
    form.set('secretId', secret.id);
    const answer = await ask(action, form);
    if (answer.status === 'refused') return answer.message;
    toast({ title: `${secret.key} restored`, description: 'with all its versions' });
    return null;
  };
}
