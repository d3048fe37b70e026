import type { RotationRun, RunGap } from '@/lib/contracts/rotation-run';
import type { RunStep } from '@/lib/domain/rotation-run';
import { count } from '@/components/ui/count';
import { LiveRegion } from '@/components/ui/live-region';
import { Status, StatusShape } from '@/components/ui/status';
import { STEP_OF_GAP, STEP_TITLE } from './run-words';

interface ClosingGapsProps {
  readonly run: RotationRun;
  readonly onShow: (step: RunStep) => void;
}

/** A fold that hides one saves no line. */
const SHOWN_MAX = 5;

/** What is missing before it may close, each with the step in which it is mended. */
export function ClosingGaps({ run, onShow }: ClosingGapsProps) {
  if (run.state !== 'open') return null;
  const { gaps } = run;
  const shown = gaps.length === SHOWN_MAX + 1 ? gaps.length : SHOWN_MAX;
  const [first, rest] = [gaps.slice(0, shown), gaps.slice(shown)];
  const said = gaps.length === 0 ? 'Nothing keeps it from closing.' : '';
  return (
    <section aria-labelledby="gaps" className="mb-6 border-y border-line py-3">
      <h2 id="gaps" className="font-medium">
        What keeps it from closing
        {gaps.length > 0 ? (
          <span className="ml-2 font-normal text-ink-muted">{gaps.length}</span>
        ) : null}
      </h2>
      <LiveRegion>{said || `${count(gaps.length, 'thing')} keep it from closing.`}</LiveRegion>
      {gaps.length === 0 ? (
        <p className="mt-1">
          <Status tone="fine">{said}</Status>
        </p>
      ) : (
        <Gaps gaps={first} onShow={onShow} />
      )}
      {rest.length > 0 ? (
        <details>
          <summary className="min-h-7 rounded-md text-ink-muted pointer-coarse:min-h-11">
            {rest.length} more
          </summary>
          <Gaps gaps={rest} onShow={onShow} />
        </details>
      ) : null}
    </section>
  );
}

function Gaps({ gaps, onShow }: Pick<ClosingGapsProps, 'onShow'> & { gaps: readonly RunGap[] }) {
  return (
    <ul className="mt-1">
      {gaps.map(({ code, key, text }) => (
        <li key={`${code} ${key ?? ''}`} className="flex gap-1.5 py-0.5">
          <StatusShape tone="due" />
          <span className="min-w-0">
            <span className="break-words">{text}</span>{' '}
            <button
              type="button"
              onClick={() => onShow(STEP_OF_GAP[code])}
              className="rounded-md whitespace-nowrap text-accent underline pointer-coarse:min-h-6"
            >
              {STEP_TITLE[STEP_OF_GAP[code]]}
            </button>
          </span>
        </li>
      ))}
    </ul>
  );
}
