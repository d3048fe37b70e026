import { count } from '@/components/ui/count';

const NAMED = 4;

interface RunningWorkersProps {
  readonly total: number;
  readonly first: readonly { readonly host: string; readonly command: string }[];
}

/** How many processes run with a value now, and the first of them by name; nothing where none does. */
export function RunningWorkers({ total, first }: RunningWorkersProps) {
  if (total === 0) return null;
  const named = first.slice(0, NAMED).map(({ host, command }) => `${command} on ${host}`);
  const more = total - named.length;
  return (
    <>
      {count(total, 'running worker')}: {named.join(', ')}
      {more > 0 ? ` and ${more} more` : ''}
    </>
  );
}
