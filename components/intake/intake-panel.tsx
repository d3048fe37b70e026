'use client';

import { useEffect, useRef, useState } from 'react';
import type { AnsweredIntake, Intake } from '@/lib/contracts/intake';
import { LinkRefused } from '@/components/auth/link-refused';
import { useLookedAt } from '@/components/auth/use-looked-at';
import { Bar } from '@/components/keys/facts/bar';
import { LiveRegion } from '@/components/ui/live-region';
import type { FormTarget } from '@/components/ui/form';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { Status } from '@/components/ui/status';
import { useUnloadQuestion } from '@/components/ui/use-unload-question';
import { IntakeIntroduction } from './intake-introduction';
import { IntakeItemSection } from './intake-item-section';

interface IntakePanelProps {
  /** Takes `link`; refuses one that does not work with the reason. */
  readonly look: FormTarget<Intake>;
  /** Takes `link`, `item` and the value of it. */
  readonly answer: FormTarget<AnsweredIntake>;
}

/** Where somebody with an intake link enters what he was asked for, one value at a time. */
export function IntakePanel({ look, answer }: IntakePanelProps) {
  const seen = useLookedAt(look);
  if (seen === null) return <LinkRefused why={null} />;
  if (seen.status === 'refused') return <LinkRefused why={seen.message} />;
  if (seen.status === 'idle') return <SkeletonRows rows={4} label="Looking at the link" />;
  return <AskedValues intake={seen.result} answer={answer} />;
}

interface AskedValuesProps {
  readonly intake: Intake;
  readonly answer: IntakePanelProps['answer'];
}

function AskedValues({ intake, answer }: AskedValuesProps) {
  const { items } = intake;
  const [entered, setEntered] = useState<ReadonlyMap<string, string>>(
    new Map(items.flatMap(({ id, answeredAt }) => (answeredAt ? [[id, answeredAt]] : []))),
  );
  const [opened, setOpened] = useState(() => items.find(({ id }) => !entered.has(id))?.id);
  const [last, setLast] = useState<string | null>(null);
  const content = useRef<HTMLDivElement>(null);
  useUnloadQuestion(content);

  function sealed({ item }: AnsweredIntake) {
    const now = new Map(entered).set(item.id, item.answeredAt);
    setEntered(now);
    setLast(item.key);
    setOpened(items.find(({ id }) => !now.has(id))?.id);
  }

  const progress = `${entered.size} of ${items.length} entered`;
  return (
    <div ref={content}>
      <IntakeIntroduction intake={intake} />
      <div className="mt-6 mb-2 flex items-center gap-3">
        <Bar share={entered.size / items.length} tone="fine" label="Values entered" />
        <span className="shrink-0 tabular-nums">{progress}</span>
      </div>
      <LiveRegion>{last === null ? '' : `${last} is sealed. ${progress}.`}</LiveRegion>
      {items.map((item) => (
        <IntakeItemSection
          key={item.id}
          item={item}
          answeredAt={entered.get(item.id) ?? null}
          open={opened === item.id}
          answer={answer}
          onOpen={() => setOpened(item.id)}
          onSealed={sealed}
        />
      ))}
      {entered.size === items.length ? <AllSealed /> : null}
    </div>
  );
}

function AllSealed() {
  const line = useRef<HTMLParagraphElement>(null);
  useEffect(() => line.current?.focus(), []);
  return (
    <p ref={line} tabIndex={-1} className="mt-6 rounded-md text-15 font-medium">
      <Status tone="fine">All values are sealed.</Status> You can close this page.
    </p>
  );
}
