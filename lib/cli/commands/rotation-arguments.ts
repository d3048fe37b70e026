// What the commands of `keystow rotation` read from their arguments.

import { scopeAddress } from '@/lib/client/api';
import { UsageRefused } from '../command-refused';
import { placeOf } from '../place-option';

/** The beginning of REST paths that name a scope. Throws UsageRefused as `placeOf`. */
export function pathOfPlace(scope: string): string {
  const { kind, id } = placeOf(scope);
  return scopeAddress({ kind, scopePath: id });
}

/** A whole number of days, from 1. Throws UsageRefused for anything else. */
export function readDays(option: string, text: string | undefined, max: number): number {
  const days = /^\d{1,4}$/.test(text ?? '') ? Number(text) : 0;
  if (days >= 1 && days <= max) return days;
  throw new UsageRefused(`Give ${option} as a whole number of days, from 1 to ${max}.`);
}
