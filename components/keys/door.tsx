import type { ReactNode } from 'react';

interface DoorProps {
  readonly number: number;
  readonly title: string;
  readonly children: ReactNode;
}

/** One of several ways out of a lock, in the order in which to try them. An item of a list. */
export function Door({ number, title, children }: DoorProps) {
  return (
    <li className="grid grid-cols-[1.5rem_minmax(0,1fr)] border-t border-line py-4">
      <span aria-hidden="true" className="text-ink-muted">
        {number}
      </span>
      <div className="space-y-2">
        <h2 className="font-medium">{title}</h2>
        {children}
      </div>
    </li>
  );
}
