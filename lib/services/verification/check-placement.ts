// Where a check puts a value, and what it takes an answer for, with what was left out filled in.

import 'server-only';
import type { SetCheckInput } from '@/lib/contracts/destination';
import { ruleBroken } from '@/lib/domain/errors';

type Given = Omit<SetCheckInput, 'destination' | 'value'>;

/** RFC 9110, 5.6.2. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** They are of the connection and not of who asks, or would send the request elsewhere. */
const OF_CONNECTION =
  /^(host|user-agent|accept|connection|content-length|content-type|transfer-encoding|te|trailer|upgrade|expect|keep-alive|proxy-.*|forwarded|x-forwarded-.*)$/i;

const LATIN = /^[\x20-\x7e]+$/;

/** Throws 422 for a header or a user that cannot be sent, and for statuses that would say both. */
export function checkPlacement(given: Given) {
  const { method = 'GET', path, placement = 'bearer', works = [], refuses = [] } = given;
  if (!LATIN.test(path)) {
    throw ruleBroken('/path', 'path', 'Write the path as it is sent: percent-encode the rest.');
  }
  const both = works.find((status) => refuses.includes(status));
  if (both !== undefined) {
    throw ruleBroken('/refuses', 'both', `${both} cannot both work and refuse.`);
  }
  const odd = refuses.find((status) => !isRefusal(status));
  if (odd !== undefined) {
    const message = `${odd} says nothing of the value. A refusal is 400 to 499, but neither 408, 425 nor 429.`;
    throw ruleBroken('/refuses', 'no_refusal', message);
  }
  const placementName = nameOf(placement, given.placementName);
  return { method, path, placement, placementName, works: set(works), refuses: set(refuses) };
}

/** RFC 9110, 15.5; too late, too early and too often are said to whoever asks, with whatever value. */
function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && ![408, 425, 429].includes(status);
}

function nameOf(placement: NonNullable<Given['placement']>, name: string | undefined) {
  if (placement === 'bearer') return null;
  if (placement === 'basic') {
    if (name !== undefined && LATIN.test(name) && !name.includes(':')) return name;
    const message = 'Give the user that the value is the password of, without a colon.';
    throw ruleBroken('/placementName', 'user', message);
  }
  if (name !== undefined && TOKEN.test(name) && !OF_CONNECTION.test(name)) return name;
  const message = 'Give the name of a header that is for keys, such as X-Api-Key.';
  throw ruleBroken('/placementName', 'header', message);
}

function set(statuses: readonly number[]): number[] {
  return [...new Set(statuses)].sort((one, other) => one - other);
}
