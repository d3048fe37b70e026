import type { WorksheetProgress } from '@/lib/contracts/lost-key';
import { Status } from '@/components/ui/status';

/** People whose second factor was lost, those without a new one first. */
export function LostFactors({ people }: Pick<WorksheetProgress, 'people'>) {
  const waiting = people.filter((one) => !one.again);
  return (
    <ul className="border-t border-line">
      {[...waiting, ...people.filter((one) => one.again)].map(({ email, name, again }) => (
        <li key={email} className="flex flex-wrap gap-x-3 border-b border-line py-2">
          <span className="min-w-0 wrap-anywhere sm:w-80">{email}</span>
          <span className="text-ink-muted sm:w-48">{name}</span>
          <Status tone={again ? 'fine' : 'due'}>{again ? 'set up again' : 'password alone'}</Status>
        </li>
      ))}
    </ul>
  );
}
