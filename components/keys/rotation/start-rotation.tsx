'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { FormIssue } from '@/lib/contracts/form-state';
import type { KeyOperationView } from '@/lib/contracts/keys';
import { CAUSE_TEXTS, DEPTHS_OF, KEY_CAUSES, type KeyCause } from '@/lib/domain/key-operation';
import { buttonClass } from '@/components/ui/button';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { ChangeNumberField } from './change-number-field';
import { DepthFacts } from './depth-facts';
import { ValuesLeaked } from './values-leaked';

type Answer = KeyCause | 'values_leaked';

const ANSWERS: readonly Answer[] = [
  'window_over',
  'master_key_leaked',
  'key_and_database_leaked',
  'values_leaked',
  'data_keys_window_over',
];

const VALUES_LEAKED = {
  title: 'Values may have leaked',
  text: 'Somebody may know secrets themselves: from a log, a laptop, a repository, a provider.',
} as const;

interface StartRotationProps {
  /** Takes `cause` and `changeNumber`. */
  readonly action: FormTarget<KeyOperationView>;
}

/** Asks what happened; that decides how deep the change goes. Nothing is changed yet. */
export function StartRotation({ action }: StartRotationProps) {
  const router = useRouter();
  const [answer, setAnswer] = useState<Answer>('window_over');
  return (
    <div className="max-w-176">
      <Link href="/keys" className="text-12 text-accent underline">
        Keys
      </Link>
      <h1 className="mt-1 text-20 font-medium">Change keys</h1>
      <ActionForm
        action={action}
        check={checkCause}
        fields={['changeNumber']}
        className="mt-4"
        onDone={({ id }) => router.push(`/keys/rotate/${id}`)}
      >
        <fieldset>
          <legend className="mb-2 text-15 font-medium">What happened?</legend>
          {ANSWERS.map((one) => (
            <AnswerCard
              key={one}
              value={one}
              {...(isCause(one) ? CAUSE_TEXTS[one] : VALUES_LEAKED)}
              checked={one === answer}
              onChoose={() => setAnswer(one)}
            />
          ))}
        </fieldset>
        {isCause(answer) ? (
          <>
            <DepthFacts depths={DEPTHS_OF[answer]} />
            <ChangeNumberField />
            <p className="mb-3 text-ink-muted">
              Beginning changes nothing yet. One change of keys can be under way at a time; you can
              leave it and come back, and another administrator can take it over.
            </p>
            <SubmitButton>Begin</SubmitButton>
          </>
        ) : (
          <ValuesLeaked>
            <Link href="/vault" className={buttonClass({ tone: 'primary' })}>
              Go to the vault
            </Link>
          </ValuesLeaked>
        )}
      </ActionForm>
    </div>
  );
}

/** The last answer begins nothing, also where Enter sends the form. */
function checkCause(form: FormData): readonly FormIssue[] {
  if (isCause(String(form.get('cause')) as Answer)) return [];
  return [{ pointer: '/cause', message: 'This begins no change of keys: replace the values.' }];
}

function isCause(answer: Answer): answer is KeyCause {
  return (KEY_CAUSES as readonly string[]).includes(answer);
}

function AnswerCard(props: {
  readonly value: Answer;
  readonly title: string;
  readonly text: string;
  readonly checked: boolean;
  readonly onChoose: () => void;
}) {
  return (
    <label className="-mt-px flex gap-3 border border-line px-3 py-2.5 first-of-type:rounded-t-md last-of-type:rounded-b-md has-checked:bg-panel">
      <input
        type="radio"
        name="cause"
        value={props.value}
        checked={props.checked}
        onChange={props.onChoose}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <span>
        <span className="block font-medium">{props.title}</span>
        <span className="block text-ink-muted">{props.text}</span>
      </span>
    </label>
  );
}
