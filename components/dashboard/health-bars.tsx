import Link from 'next/link';
import type { HealthPlace } from '@/lib/contracts/dashboard';
import { SECRET_HEALTHS } from '@/lib/domain/secret-health';
import { number } from '@/components/ui/count';
import { Status } from '@/components/ui/status';
import { HEALTH_LOOK } from './health-words';

interface HealthBarsProps {
  readonly places: readonly HealthPlace[];
  /** The scope the dashboard is of, which is called by what it holds itself. */
  readonly own: string;
}

/** One bar for each place, drawn to one scale, the worst first; each says its counts in words. */
export function HealthBars({ places, own }: HealthBarsProps) {
  const most = Math.max(...places.map((place) => place.total), 1);
  return (
    <ul>
      {places.map((place) => (
        <li
          key={place.scope.id}
          className="grid gap-x-4 gap-y-1 border-t border-line py-2 sm:grid-cols-[10rem_minmax(0,1fr)]"
        >
          <PlaceLink place={place} own={own} />
          <div className="min-w-0">
            <div
              aria-hidden="true"
              className="flex h-2 gap-px"
              style={{ width: `${Math.max((place.total / most) * 100, 1)}%` }}
            >
              {piecesOf(place).map(([health, count]) => (
                <span
                  key={health}
                  className={`h-full min-w-1 ${HEALTH_LOOK[health].bar}`}
                  style={{ flexGrow: count }}
                />
              ))}
            </div>
            <p className="mt-1 flex flex-wrap gap-x-4 text-12">
              {piecesOf(place).map(([health, count]) => (
                <Status key={health} tone={HEALTH_LOOK[health].tone}>
                  {number(count)} {HEALTH_LOOK[health].word}
                </Status>
              ))}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}

function piecesOf({ counts }: HealthPlace) {
  return SECRET_HEALTHS.flatMap((health) => {
    const count = counts[health] ?? 0;
    return count > 0 ? [[health, count] as const] : [];
  });
}

/** A team opens its own overview, anything narrower its vault. */
function PlaceLink({
  place: { scope },
  own,
}: {
  readonly place: HealthPlace;
  readonly own: string;
}) {
  const isOwn = scope.path === own;
  const page = scope.kind === 'team' && !isOwn ? '/overview' : '/vault';
  const label = isOwn ? `of the ${scope.kind} itself` : scope.name;
  return (
    <Link
      href={`${page}?scope=${encodeURIComponent(scope.path)}`}
      className="truncate font-medium underline decoration-line underline-offset-2 hover:decoration-current"
    >
      {label}
    </Link>
  );
}
