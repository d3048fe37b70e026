import type { ReactNode } from 'react';

/** The frame of the pages before sign-in: one narrow column, nothing else. */
export function AuthPage({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <main className="mx-auto min-h-dvh max-w-96 px-4 pt-[min(14dvh,8rem)] pb-12">
      <p className="text-15 font-medium">Keystow</p>
      <h1 className="mt-6 mb-4 text-20 font-medium">{title}</h1>
      {children}
    </main>
  );
}
