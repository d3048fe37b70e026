'use client';

import { unstable_rethrow } from 'next/navigation';
import {
  createContext,
  startTransition,
  useActionState,
  useContext,
  useEffect,
  useRef,
  type ReactNode,
  type SubmitEvent,
} from 'react';
import type { FormIssue, FormState } from '@/lib/contracts/form-state';
import { Status } from './status';

interface FormFrame {
  readonly issues: readonly FormIssue[];
  readonly pending: boolean;
  readonly refusal: Refusal | null;
}

type Refusal = Extract<FormState<unknown>, { status: 'refused' }>;

const Frame = createContext<FormFrame>({ issues: [], pending: false, refusal: null });

/** What the server refused about the field of that name, if anything. */
export function useFieldIssue(name: string): string | undefined {
  return useContext(Frame).issues.find((issue) => issue.pointer === `/${name}`)?.message;
}

export function useFormPending(): boolean {
  return useContext(Frame).pending;
}

/** How the form was refused when it was sent last, for what needs more than a message. */
export function useFormRefusal(): Refusal | null {
  return useContext(Frame).refusal;
}

const IDLE = { status: 'idle' } as const;

/** Any server action of a form; nothing of an earlier answer is sent back to it. */
export type FormTarget<T> = (previous: typeof IDLE, form: FormData) => Promise<FormState<T>>;

const NO_ANSWER = {
  status: 'refused',
  code: 'unavailable',
  message: 'The console did not answer. Look whether the change is there before you try again.',
  issues: [],
} as const;

interface ActionFormProps<T> {
  readonly action: FormTarget<T>;
  readonly onDone: (result: T) => void;
  /** Names of the fields that show their own refusals; any other is told above them. */
  readonly fields: readonly string[];
  /** Looks at the form before it is sent, and may take fields out of it. */
  readonly check?: ((form: FormData) => readonly FormIssue[]) | undefined;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/**
 * A form over a server action. Its inputs are uncontrolled: what is typed lives in the page and in the
 * one request, never in React state. They are kept after a refusal and cleared after success.
 */
export function ActionForm<T>({
  action,
  onDone,
  fields,
  check,
  className,
  children,
}: ActionFormProps<T>) {
  const element = useRef<HTMLFormElement>(null);
  const alert = useRef<HTMLDivElement>(null);
  const [state, dispatch, pending] = useActionState(
    async (_previous: FormState<T>, form: FormData): Promise<FormState<T>> => {
      const issues = check?.(form) ?? [];
      if (issues.length > 0) return { status: 'refused', code: 'rule_broken', message: '', issues };
      const answer = await ask(action, form);
      if (answer.status === 'done') {
        element.current?.reset();
        onDone(answer.result);
      }
      return answer;
    },
    IDLE,
  );
  const refusal = state.status === 'refused' ? state : null;
  const issues = refusal?.issues ?? [];

  useEffect(() => {
    if (state.status !== 'refused') return;
    const field = element.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    (field ?? alert.current)?.focus();
  }, [state]);

  function submit(event: SubmitEvent<HTMLFormElement>) {
    // React clears a form after every action; sent by hand, a refused one keeps what was typed.
    event.preventDefault();
    if (pending) return;
    const form = new FormData(event.currentTarget);
    startTransition(() => dispatch(form));
  }

  const stray = issues.filter((issue) => !fields.includes(issue.pointer.slice(1)));
  const told = state.status === 'refused' && (issues.length === 0 || stray.length > 0);
  return (
    <form ref={element} action={dispatch} onSubmit={submit} noValidate className={className}>
      {told ? (
        <div ref={alert} role="alert" tabIndex={-1} className="mb-4 rounded-md bg-panel p-3">
          <Status tone="danger">{stray[0]?.message ?? state.message}</Status>
          {state.candidates ? (
            <ul className="mt-1 list-disc pl-8">
              {state.candidates.map((one) => (
                <li key={one} className="break-words">
                  {one}
                </li>
              ))}
            </ul>
          ) : null}
        </div>
      ) : null}
      <Frame.Provider value={{ issues, pending, refusal }}>{children}</Frame.Provider>
    </form>
  );
}

/** Sends `form`; what does not arrive is a refusal too, and says to look first. */
export async function ask<T>(action: FormTarget<T>, form: FormData): Promise<FormState<T>> {
  try {
    return await action(IDLE, form);
  } catch (error) {
    unstable_rethrow(error);
    return NO_ANSWER;
  }
}
