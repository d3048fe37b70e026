'use client';

import { useEffect, useId, useRef } from 'react';
import type { AnsweredIntake, IntakeItem } from '@/lib/contracts/intake';
import { TYPE_WORD } from '@/components/vault/secret-words';
import { Button } from '@/components/ui/button';
import type { FormTarget } from '@/components/ui/form';
import { Kept } from '@/components/ui/kept';
import { Status } from '@/components/ui/status';
import { TimeAgo } from '@/components/ui/time-ago';
import { IntakeForm } from './intake-form';

interface IntakeItemSectionProps {
  readonly item: IntakeItem;
  readonly answeredAt: string | null;
  readonly open: boolean;
  readonly answer: FormTarget<AnsweredIntake>;
  readonly onOpen: () => void;
  readonly onSealed: (answered: AnsweredIntake) => void;
}

/** One value that is asked for: its form, or that it is sealed. */
export function IntakeItemSection(props: IntakeItemSectionProps) {
  const { item, answeredAt, open } = props;
  const id = useId();
  const section = useFocusWhenOpened(open);
  return (
    <section ref={section} aria-labelledby={id} className="border-t border-line py-4">
      <div className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1">
        <div className="min-w-0">
          <h2 id={id} className="font-mono font-medium wrap-anywhere">
            {item.key}
          </h2>
          <p className="text-12 text-ink-muted">
            <span className="font-mono wrap-anywhere">{item.path}</span>
            {item.type === 'generic' ? null : `, ${TYPE_WORD[item.type]}`}
          </p>
        </div>
        {answeredAt !== null ? (
          <p>
            <Status tone="fine">Sealed</Status> <TimeAgo instant={answeredAt} />
          </p>
        ) : null}
        {answeredAt === null && !open ? (
          <Button aria-describedby={id} onClick={props.onOpen}>
            Enter value
          </Button>
        ) : null}
      </div>
      {item.description ? (
        <p className="mt-1 wrap-anywhere whitespace-pre-line">{item.description}</p>
      ) : null}
      {answeredAt !== null ? (
        <p className="mt-1 text-ink-muted">Nobody can read it again, and it is entered once.</p>
      ) : (
        <Kept shown={open}>
          <IntakeForm item={item} answer={props.answer} onSealed={props.onSealed} />
        </Kept>
      )}
    </section>
  );
}

/** The first field takes the focus, but not where it was open before the page was read. */
function useFocusWhenOpened(open: boolean) {
  const section = useRef<HTMLElement>(null);
  const wasClosed = useRef(false);
  useEffect(() => {
    if (!open) wasClosed.current = true;
    if (!open || !wasClosed.current) return;
    const fields = section.current?.querySelectorAll<HTMLElement>(FIELDS) ?? [];
    [...fields].find((field) => field.closest('fieldset[hidden]') === null)?.focus();
  }, [open]);
  return section;
}

const FIELDS = 'input:not([type="hidden"], [type="radio"]), textarea';
