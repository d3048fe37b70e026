// A QR code (ISO/IEC 18004) as one path of an SVG.

import { encode } from 'uqr';

export interface QrPath {
  /** For the attribute `d`; one unit is one module. */
  readonly d: string;
  /** Width and height with the quiet zone. */
  readonly size: number;
}

/** Four modules, as the standard asks for. */
const QUIET = 4;

export function qrPath(text: string): QrPath {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET });
  const d = data
    .flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join('');
  return { d, size };
}
