import { Fragment } from 'react';

/** Groups of four hex digits, so that two fingerprints can be compared by eye. */
function groups(hex: string): string {
  return hex.match(/.{1,4}/g)?.join('·') ?? '';
}

interface FingerprintProps {
  /** 16 hex digits, or null where the value lives elsewhere. */
  readonly hex: string | null;
  /** Shows all 16 digits rather than the first 8. */
  readonly whole?: boolean | undefined;
}

export function Fingerprint({ hex, whole = false }: FingerprintProps) {
  if (hex === null) {
    return (
      <Fragment>
        <span aria-hidden="true">–</span>
        <span className="sr-only">no fingerprint</span>
      </Fragment>
    );
  }
  return (
    <span className="font-mono whitespace-nowrap" title={groups(hex)}>
      {shortFingerprint(hex, whole ? hex.length : undefined)}
    </span>
  );
}

/** The first digits as text, for messages: `9c1e·04af`. */
export function shortFingerprint(hex: string, digits = 8): string {
  return groups(hex.slice(0, digits));
}
