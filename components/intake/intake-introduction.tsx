import type { Intake } from '@/lib/contracts/intake';
import { count } from '@/components/ui/count';
import { TimeAgo } from '@/components/ui/time-ago';

/** Who asks, for how much, until when, and what happens to it. */
export function IntakeIntroduction({ intake }: { readonly intake: Intake }) {
  const { askedBy, label, note, expiresAt, items } = intake;
  return (
    <>
      <p>
        <span className="font-medium">{askedBy.name}</span>
        {askedBy.name === askedBy.email ? '' : ` (${askedBy.email})`} asks for{' '}
        {count(items.length, 'value')}. This link was made for{' '}
        <span className="font-medium">{label}</span> and ends <TimeAgo instant={expiresAt} />, at{' '}
        {expiresAt.slice(0, 16).replace('T', ' ')} UTC.
      </p>
      {note === null ? null : (
        <blockquote className="mt-3 border-l-2 border-edge pl-3 wrap-anywhere whitespace-pre-line">
          {note}
        </blockquote>
      )}
      <p className="mt-3">
        Each value is sealed as soon as you send it: nobody, you included, can read it again. Keep
        your own copy if you need one. If you did not expect this, ask {askedBy.name} before you
        enter anything.
      </p>
    </>
  );
}
