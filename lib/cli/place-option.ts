// `--scope`: where a role holds, as a path, an id, or everything.

import { Option } from 'commander';
import { fromTypeId } from '@/lib/domain/ids';
import { isSlug, PLATFORM, SCOPE_KINDS } from '@/lib/domain/scope';
import type { ScopeKind } from '@/lib/domain/scope';
import { UsageRefused } from './command-refused';

export function placeOption(): Option {
  return new Option(
    '--scope <scope>',
    `where: a path such as payments.production, an id, or ${PLATFORM} for everything`,
  ).makeOptionMandatory();
}

/** As REST takes it: a path says by its length what it is. Throws UsageRefused for what is neither. */
export function placeOf(text: string): { readonly kind: ScopeKind; readonly id: string } {
  const named = SCOPE_KINDS.find((kind) => fromTypeId([kind], text) !== null);
  if (named) return { kind: named, id: text };
  if (text === PLATFORM) return { kind: 'organization', id: PLATFORM };
  const labels = text.split('.');
  const kind = SCOPE_KINDS[labels.length];
  if (kind && labels.every(isSlug)) return { kind, id: text };
  throw new UsageRefused('Give --scope the id of a scope, or its path from the team downwards.');
}
