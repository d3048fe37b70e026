import type { AuditEventView } from '@/lib/contracts/audit';
import { TableRow } from '@/components/ui/table';
import { EventLinks, eventLinks } from './event-links';

interface EventDetailsProps {
  readonly event: AuditEventView;
  readonly managesPeople: boolean;
}

/** Everything else that was recorded, and where it leads. */
export function EventDetails({ event, managesPeople }: EventDetailsProps) {
  const { details, request, pended, actor, at } = event;
  const facts: readonly (readonly [string, string])[] = [
    ['at', at],
    ...(actor ? ([['by', `${actor.kind}${actor.id ? ` ${actor.id}` : ''}`]] as const) : []),
    ...Object.entries(details).map(([name, value]) => [name, textOf(value)] as const),
    ...(request ? ([['request', request]] as const) : []),
    ...(pended ? ([['recorded later', 'it happened while the console was locked']] as const) : []),
  ];
  const links = eventLinks(event, managesPeople);
  return (
    <TableRow>
      <td role="cell" colSpan={6} className="py-2 @2xl:pl-24">
        <dl className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-3 gap-y-1 text-12">
          {facts.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-ink-muted">{name}</dt>
              <dd className="font-mono break-words">{value}</dd>
            </div>
          ))}
          {links.length > 0 ? (
            <div className="contents print:hidden">
              <dt className="text-ink-muted">open</dt>
              <dd>
                <EventLinks links={links} />
              </dd>
            </div>
          ) : null}
        </dl>
      </td>
    </TableRow>
  );
}

function textOf(value: unknown): string {
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) {
    return value.length > 0 ? value.join(', ') : 'none';
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}
