'use client';

import { useState } from 'react';
import type { ImportResult } from '@/lib/contracts/import';
import type { FormTarget } from '@/components/ui/form';

/** The two server actions of an import; both take the text, which is sent once to each. */
export interface ImportActions {
  readonly review: FormTarget<ImportResult>;
  readonly apply: FormTarget<ImportResult>;
}

const IDLE = { status: 'idle' } as const;
const NO_ANSWER = 'The console did not answer. Look whether the names are there, then try again.';

/**
 * Where an import stands. The text stays in the form on the page: only verdicts, row numbers and
 * refusals are kept here.
 */
export function useImport(actions: ImportActions, onApplied: (result: ImportResult) => void) {
  const [result, setResult] = useState<ImportResult | null>(null);
  const [discarded, setDiscarded] = useState<ReadonlySet<number>>(new Set());
  const [refusals, setRefusals] = useState<readonly string[]>([]);
  const [pending, setPending] = useState(false);

  async function send(action: FormTarget<ImportResult>, form: FormData) {
    if (pending) return null;
    setPending(true);
    setRefusals([]);
    const answer = await action(IDLE, form).catch(() => null);
    setPending(false);
    if (answer?.status === 'done') return answer.result;
    if (answer?.status === 'refused') {
      const told = answer.issues.map((issue) => issue.message);
      setRefusals([...new Set([answer.message, ...told])]);
    } else {
      setRefusals([NO_ANSWER]);
    }
    return null;
  }

  return {
    result,
    discarded,
    refusals,
    pending,
    refuse: (message: string) => setRefusals([message]),
    review: async (form: FormData) => {
      const reviewed = await send(actions.review, form);
      if (!reviewed) return;
      setDiscarded(new Set());
      setResult(reviewed);
    },
    apply: async (form: FormData) => {
      if (!result) return;
      const left = result.rows.filter(({ row, writes }) => !writes || discarded.has(row));
      if (left.length > 0) form.set('discard', left.map(({ row }) => row).join(','));
      form.set('format', result.format);
      const applied = await send(actions.apply, form);
      if (applied) onApplied(applied);
    },
    toggle: (row: number) =>
      setDiscarded((before) => {
        const after = new Set(before);
        if (!after.delete(row)) after.add(row);
        return after;
      }),
    back: () => {
      setResult(null);
      setRefusals([]);
    },
  };
}
