import { useId, type ReactNode } from 'react';

interface SectionProps {
  readonly title: string;
  readonly intro?: ReactNode;
  readonly children: ReactNode;
}

/** One part of the keys page, with a heading that names it. */
export function Section({ title, intro, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="mt-9">
      <h2 id={id} className="text-15 font-medium">
        {title}
      </h2>
      {intro ? <p className="mt-0.5 max-w-176 text-ink-muted">{intro}</p> : null}
      <div className="mt-2">{children}</div>
    </section>
  );
}
