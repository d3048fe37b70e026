import type { HeldSecret } from '@/lib/contracts/worker';
import { DeliveredTo } from './delivered-to';

/** What the column of deliveries says, at the end of the name's line where there is no room for columns. */
export function HeldInBrief({ held }: { readonly held: HeldSecret | undefined }) {
  if (!held) return null;
  return (
    <span className="ml-auto shrink-0 text-12 text-ink-muted @5xl:hidden">
      <span className="sr-only">delivered: </span>
      <DeliveredTo held={held} />
    </span>
  );
}
