'use client';

import { ChevronRight } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useFormRefusal } from './form';

interface FoldProps {
  readonly summary: ReactNode;
  /** The fields inside: a refusal of one of them opens the fold. */
  readonly fields: readonly string[];
  readonly onOpen?: (() => void) | undefined;
  readonly children: ReactNode;
}

/** What is seldom needed, folded away; its fields are part of the form all the same. */
export function Fold({ summary, fields, onOpen, children }: FoldProps) {
  const details = useRef<HTMLDetailsElement>(null);
  const refusal = useFormRefusal();
  useEffect(() => {
    const refused = refusal?.issues.some((issue) => fields.includes(issue.pointer.slice(1)));
    if (refused && details.current) details.current.open = true;
  }, [refusal, fields]);
  return (
    <details
      ref={details}
      onToggle={(event) => (event.currentTarget.open ? onOpen?.() : undefined)}
      className="group mb-4 border-y border-line"
    >
      <summary className="flex min-h-9 items-center gap-1.5 rounded-md select-none marker:content-none pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
        <ChevronRight
          size={14}
          aria-hidden="true"
          className="shrink-0 text-ink-muted transition-transform group-open:rotate-90"
        />
        <span className="min-w-0">{summary}</span>
      </summary>
      <div className="pt-2">{children}</div>
    </details>
  );
}
