import Link from 'next/link';
import type { ReactNode } from 'react';
import { Status, type Tone } from '@/components/ui/status';

interface InstrumentProps {
  readonly title: string;
  readonly href: string;
  readonly tone: Tone;
  /** Its state in a few words. */
  readonly state: ReactNode;
  readonly picture: ReactNode;
  readonly children?: ReactNode;
}

/** One dial of the row at the head of the overview; its name leads to its page. */
export function Instrument({ title, href, tone, state, picture, children }: InstrumentProps) {
  const id = `instrument-${title.toLowerCase().replaceAll(' ', '-')}`;
  return (
    <section
      aria-labelledby={id}
      className="min-w-0 grow basis-60 bg-paper px-4 py-3 first:pl-0 last:pr-0 max-sm:px-0"
    >
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <h2 id={id} className="font-medium">
          <Link
            href={href}
            className="underline decoration-line underline-offset-2 hover:decoration-current"
          >
            {title}
          </Link>
        </h2>
        <Status tone={tone}>{state}</Status>
      </div>
      <div className="my-2 flex min-h-5 items-center">{picture}</div>
      <div className="text-12 text-ink-muted">{children}</div>
    </section>
  );
}
