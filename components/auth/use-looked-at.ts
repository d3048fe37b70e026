'use client';

import { useEffect, useState } from 'react';
import type { FormState } from '@/lib/contracts/form-state';
import { ask, type FormTarget } from '@/components/ui/form';
import { linkSecret, useHasLinkSecret } from './link-secret';

/**
 * What the server says of the one-time link in the address, before anything is done with it; null where
 * the address has no secret. Its secret is sent in the body of a request and kept nowhere.
 */
export function useLookedAt<T>(look: FormTarget<T>): FormState<T> | null {
  const hasSecret = useHasLinkSecret();
  const [seen, setSeen] = useState<FormState<T>>({ status: 'idle' });
  useEffect(() => {
    if (!hasSecret) return;
    let gone = false;
    const form = new FormData();
    form.set('link', linkSecret());
    void ask(look, form).then((answer) => (gone ? undefined : setSeen(answer)));
    return () => {
      gone = true;
    };
  }, [hasSecret, look]);
  return hasSecret ? seen : null;
}
