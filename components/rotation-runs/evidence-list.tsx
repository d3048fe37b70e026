import type { RotationRun } from '@/lib/contracts/rotation-run';
import { TimeAgo } from '@/components/ui/time-ago';
import { EVIDENCE_WORD } from './run-words';

const LINK = /^https:\/\/\S+$/;

/** What people recorded, in their words; what is nothing but a link is one. */
export function EvidenceList({ evidence }: Pick<RotationRun, 'evidence'>) {
  return (
    <ul aria-label="Evidence" className="border-t border-line">
      {evidence.map(({ id, kind, text, addedAt, addedBy }) => (
        <li key={id} className="border-b border-line py-2">
          <p className="break-words whitespace-pre-wrap">
            <span className="font-medium">{EVIDENCE_WORD[kind]}:</span>{' '}
            {LINK.test(text.trim()) ? (
              <a
                href={text.trim()}
                rel="noreferrer noopener"
                target="_blank"
                className="wrap-anywhere text-accent underline"
              >
                {text.trim()}
              </a>
            ) : (
              text
            )}
          </p>
          <p className="text-12 text-ink-muted">
            {addedBy}, <TimeAgo instant={addedAt} />
          </p>
        </li>
      ))}
    </ul>
  );
}
