import type { WorksheetProgress } from '@/lib/contracts/lost-key';
import { Status } from '@/components/ui/status';

/** Connectors whose credentials are still to be entered again. */
export function LostConnectors({ connectors }: Pick<WorksheetProgress, 'connectors'>) {
  return (
    <ul className="border-t border-line">
      {connectors.map(({ id, path, slug }) => (
        <li key={id} className="flex flex-wrap gap-x-3 border-b border-line py-2">
          <span className="min-w-0 font-mono break-all sm:w-80">{slug}</span>
          <span className="text-ink-muted sm:w-48">{path}</span>
          <Status tone="due">without credentials</Status>
        </li>
      ))}
    </ul>
  );
}
