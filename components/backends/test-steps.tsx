import type { Connector } from '@/lib/contracts/connector';
import { Status } from '@/components/ui/status';
import { TimeAgo } from '@/components/ui/time-ago';

/** What a test could and could not do, in its order. */
export function TestSteps({ test }: Pick<Connector, 'test'>) {
  if (!test) return <p className="text-ink-muted">It was not tested since it was changed last.</p>;
  return (
    <>
      <ol className="border-t border-line">
        {test.steps.map(({ name, ok, detail }) => (
          <li key={`${name} ${detail}`} className="border-b border-line py-1.5">
            <Status tone={ok === null ? 'unknown' : ok ? 'fine' : 'danger'}>
              {name}
              {ok === null ? ', not tried' : ok ? '' : ', failed'}
            </Status>
            <p className="text-12 break-words text-ink-muted">{detail}</p>
          </li>
        ))}
      </ol>
      <p className="mt-1 text-12 text-ink-muted">
        Tested <TimeAgo instant={test.at} />.
      </p>
    </>
  );
}
