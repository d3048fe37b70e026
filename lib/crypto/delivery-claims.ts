// The claims of a bundle, once its signature is known to be good: for whom, until when, with which names.

import { isDangerousName } from '@/lib/domain/dangerous-names';
import { readJson } from '@/lib/domain/json-text';
import { secretNameFault } from '@/lib/domain/secret-name';
import { CLOCK_SECONDS } from './delivery-form';
import { DeliveryRefused } from './delivery-refused';

/** What is checked here; `lib/contracts/delivery.ts` says what else a bundle holds. */
export interface DeliveryClaims {
  /** The installation, a UUID. */
  readonly iss: string;
  /** RFC 7638 thumbprint of the run's key. */
  readonly aud: string;
  /** The delivery. */
  readonly sub: string;
  /** Seconds since 1970. */
  readonly iat: number;
  readonly exp: number;
  readonly env: Readonly<Record<string, string>>;
  /** Base64, by the name without `_FILE`. */
  readonly files: Readonly<Record<string, string>>;
  readonly [more: string]: unknown;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DELIVERY = /^dlv_[0-9a-z]{26}$/;

/** `now` in milliseconds. Throws a `DeliveryRefused`. */
export function readDeliveryClaims(text: string, aud: string, now: number): DeliveryClaims {
  const claims = readJson(text) as Partial<DeliveryClaims> | null;
  if (!claims || !isWhole(claims)) throw new DeliveryRefused('does_not_open');
  if (claims.aud !== aud) throw new DeliveryRefused('other_run');
  const seconds = now / 1000;
  if (claims.exp + CLOCK_SECONDS < seconds || claims.iat - CLOCK_SECONDS > seconds) {
    throw new DeliveryRefused('expired');
  }
  const fits = Object.keys(claims.env).every(isFitName);
  if (!fits || !Object.keys(claims.files).every(isFitFile)) throw new DeliveryRefused('unfit_name');
  return claims;
}

function isWhole(claims: Partial<DeliveryClaims>): claims is DeliveryClaims {
  const { iss, aud, sub, iat, exp, env, files } = claims;
  return (
    [iss, aud, sub].every((one) => typeof one === 'string') &&
    UUID.test(iss!) &&
    DELIVERY.test(sub!) &&
    Number.isSafeInteger(iat) &&
    Number.isSafeInteger(exp) &&
    isTexts(env) &&
    isTexts(files)
  );
}

function isTexts(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((one) => typeof one === 'string' && !one.includes('\0'));
}

function isFitName(name: string): boolean {
  return secretNameFault(name) === null;
}

/** The path is told under another name, which must be harmless too. */
function isFitFile(name: string): boolean {
  return isFitName(name) && !isDangerousName(`${name}_FILE`);
}
