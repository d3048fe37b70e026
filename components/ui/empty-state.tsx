import type { ReactNode } from 'react';
import { CommandLine } from './command-line';

interface EmptyStateProps {
  /** One sentence: what belongs here. */
  readonly children: ReactNode;
  /** Up to three buttons or links to begin with. */
  readonly ways?: ReactNode;
  readonly command?: string | undefined;
  /** What to know about the command. */
  readonly note?: ReactNode;
}

export function EmptyState({ children, ways, command, note }: EmptyStateProps) {
  return (
    <div className="max-w-160 py-8">
      <p className="text-15">{children}</p>
      {ways ? <div className="mt-4 flex flex-wrap gap-2">{ways}</div> : null}
      {command ? (
        <div className="mt-6">
          <p className="mb-1 text-ink-muted">{ways ? 'Or from' : 'From'} a terminal:</p>
          <CommandLine command={command} />
          {note ? <p className="mt-2 text-ink-muted">{note}</p> : null}
        </div>
      ) : null}
    </div>
  );
}
