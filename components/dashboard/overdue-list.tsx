import type { OverdueSecret } from '@/lib/contracts/dashboard';
import { count, number } from '@/components/ui/count';
import { Status } from '@/components/ui/status';
import { SecretLink } from '@/components/vault/secret-link';
import { TYPE_WORD } from '@/components/vault/secret-words';
import { HEALTH_LOOK } from './health-words';

interface OverdueListProps {
  readonly secrets: readonly OverdueSecret[];
  /** How many there are; only the worst are listed. */
  readonly total: number;
}

/** What should have been done already, the longest so first. */
export function OverdueList({ secrets, total }: OverdueListProps) {
  if (total === 0) return <p className="text-ink-muted">Nothing is overdue.</p>;
  return (
    <>
      <ul>
        {secrets.map((secret) => (
          <li key={secret.id} className="flex flex-wrap gap-x-4 border-t border-line py-2">
            <span className="min-w-0 grow basis-60">
              <SecretLink path={secret.scope.path} secretKey={secret.key} />
            </span>
            <span className="text-ink-muted">{TYPE_WORD[secret.type]}</span>
            <span className="text-ink-muted">{secret.owner?.name ?? 'no owner'}</span>
            <Status tone="danger">
              {HEALTH_LOOK[secret.health].word}{' '}
              {secret.days === 0 ? 'since today' : `for ${count(secret.days, 'day')}`}
            </Status>
          </li>
        ))}
      </ul>
      {total > secrets.length ? (
        <p className="border-t border-line pt-2 text-ink-muted">
          And {number(total - secrets.length)} more.
        </p>
      ) : null}
    </>
  );
}
