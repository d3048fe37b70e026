import { buttonClass } from '@/components/ui/button';

interface PackLinksProps {
  readonly addressOf: (format: 'html' | 'json') => string;
}

/** One signed pack in its two forms; `keystow evidence verify` takes either. */
export function PackLinks({ addressOf }: PackLinksProps) {
  return (
    <>
      <a href={addressOf('html')} download className={buttonClass()}>
        Evidence to read (.html)
      </a>
      <a href={addressOf('json')} download className={buttonClass()}>
        Signed evidence (.json)
      </a>
    </>
  );
}
