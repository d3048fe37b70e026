'use client';

import { Toast } from '@base-ui/react/toast';
import clsx from 'clsx';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { buttonClass } from './button';
import { StatusShape, type Tone } from './status';

interface ToastText {
  readonly title: string;
  readonly description?: string | undefined;
  readonly tone?: Tone | undefined;
  /** The description is a version and fingerprint rather than words. */
  readonly mono?: boolean | undefined;
  /** One thing to do about it, such as to undo it; the toast then stays longer. */
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
}

interface ToastData {
  readonly tone: Tone;
  readonly mono: boolean;
}

const SHOWN_MILLISECONDS = 8000;
const SHOWN_WITH_ACTION_MILLISECONDS = 20_000;

/** Says what has happened. Never pass a value or anything derived from one but its fingerprint. */
export function useToast(): (text: ToastText) => void {
  const manager = Toast.useToastManager<ToastData>();
  return ({ title, description, tone = 'fine', mono = false, action }) => {
    const id = manager.add({
      title,
      description,
      data: { tone, mono },
      ...(action
        ? {
            timeout: SHOWN_WITH_ACTION_MILLISECONDS,
            actionProps: {
              children: action.label,
              onClick: () => {
                manager.close(id);
                action.run();
              },
            },
          }
        : {}),
    });
  };
}

export function ToastProvider({ children }: { readonly children: ReactNode }) {
  return (
    <Toast.Provider timeout={SHOWN_MILLISECONDS} limit={3}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className="fixed right-4 bottom-4 z-60 flex w-[min(22rem,calc(100vw-2rem))] flex-col gap-2 max-md:bottom-18 print:hidden">
          <Toasts />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Toasts() {
  const { toasts } = Toast.useToastManager<ToastData>();
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      swipeDirection="right"
      className="rounded-md border border-line bg-paper text-ink shadow-float transition-opacity data-ending-style:opacity-0 data-limited:hidden data-starting-style:opacity-0"
    >
      <Toast.Content className="flex items-start gap-2 py-2 pr-1 pl-3">
        <div className="flex min-w-0 grow gap-2 py-1">
          <StatusShape tone={toast.data?.tone ?? 'unknown'} />
          <div className="min-w-0">
            <Toast.Title className="font-medium break-words" />
            <Toast.Description
              className={clsx('text-12 text-ink-muted', toast.data?.mono && 'font-mono')}
            />
          </div>
        </div>
        <Toast.Action className={clsx(buttonClass({ tone: 'plain' }), 'shrink-0')} />
        <Toast.Close aria-label="Dismiss" className={buttonClass({ tone: 'quiet', square: true })}>
          <X size={14} aria-hidden="true" />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}
