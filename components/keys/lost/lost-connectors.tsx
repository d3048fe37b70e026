import { Status } from '@/components/ui/status';

interface Lost {
  /** A database connection is of the whole organization: it has no path. */
  readonly connectors: readonly { id: string; slug: string; path?: string }[];
}

/** Connectors, or database connections, whose credentials are still to be entered again. */
export function LostConnectors({ connectors }: Lost) {
  return (
    <ul className="border-t border-line">
      {connectors.map(({ id, path, slug }) => (
        <li key={id} className="flex flex-wrap gap-x-3 border-b border-line py-2">
          <span className="min-w-0 font-mono wrap-anywhere sm:w-80">{slug}</span>
          {path === undefined ? null : <span className="text-ink-muted sm:w-48">{path}</span>}
          <Status tone="due">without credentials</Status>
        </li>
      ))}
    </ul>
  );
}
