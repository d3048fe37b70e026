import type { ReactNode } from 'react';
import { CommandLine } from '@/components/ui/command-line';

interface StepFrameProps {
  readonly title: string;
  /** What the step does. */
  readonly does: ReactNode;
  /** What has to be so before it. */
  readonly needs?: ReactNode;
  /** What is seen of it, live. */
  readonly evidence?: ReactNode;
  /** The button, or the form with it. */
  readonly children?: ReactNode;
  readonly command?: string | undefined;
  readonly commandNote?: string | undefined;
}

/** One step of a wizard: what it does, what it needs, what is seen of it, its act, its command. */
export function StepFrame(props: StepFrameProps) {
  const { title, does, needs, evidence, children, command, commandNote } = props;
  return (
    <>
      <h2 className="text-15 font-medium">{title}</h2>
      <div className="mt-1 max-w-176 space-y-2">{does}</div>
      {needs ? <p className="mt-2 max-w-176 text-ink-muted">{needs}</p> : null}
      {evidence ? <div className="mt-4">{evidence}</div> : null}
      {children ? <div className="mt-4 max-w-144">{children}</div> : null}
      {command ? (
        <div className="mt-6 max-w-176">
          <p className="mb-1 text-ink-muted">{commandNote ?? 'Or from a terminal:'}</p>
          <CommandLine command={command} />
        </div>
      ) : null}
    </>
  );
}
