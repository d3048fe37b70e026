import clsx from 'clsx';
import type { ReactNode } from 'react';

/** The frame of the pages before sign-in: one narrow column, nothing else. */
export function AuthPage({
  title,
  wide = false,
  children,
}: {
  readonly title: string;
  /** For more than a few short fields. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <main
      className={clsx(
        'mx-auto min-h-dvh px-4 pb-12',
        wide ? 'max-w-132 pt-[min(6dvh,4rem)]' : 'max-w-96 pt-[min(14dvh,8rem)]',
      )}
    >
      <p className="text-15 font-medium">Keystow</p>
      <h1 className="mt-6 mb-4 text-20 font-medium">{title}</h1>
      {children}
    </main>
  );
}
