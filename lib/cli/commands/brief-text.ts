// A brief, and what it would be handed, as lines of text.

import type { BriefPreview, BriefRef, BriefSummary } from '@/lib/contracts/brief';

export function briefText({ id, status, title, secretRefs, expiresAt }: BriefSummary): string {
  const names = secretRefs.length === 0 ? 'no secrets' : secretRefs.join(',');
  return `${id}  ${status.padEnd(9)}  ends ${expiresAt.slice(0, 16)}Z  ${names}  ${title}`;
}

export function previewText({ refs, ready }: BriefPreview): string {
  if (refs.length === 0) return 'It names no secrets: nothing would be delivered.';
  const missing = refs.filter(({ state }) => state !== 'ready').length;
  const end = ready
    ? 'Every name is there.'
    : `${missing} of ${refs.length} cannot be delivered: the run would be refused.`;
  return [...refs.map(refText), end].join('\n');
}

function refText({ key, scope, version, state, lacks, shadows }: BriefRef): string {
  const place = scope ? `${scope.path} version ${version ?? 'none'}` : 'no scope has it';
  const lacking = lacks.map(({ property, platformSecret }) => `${property} from ${platformSecret}`);
  const more = [
    ...(lacking.length > 0 ? [`lacks ${lacking.join(', ')}`] : []),
    ...(shadows.length > 0 ? [`hides ${shadows.join(', ')}`] : []),
  ];
  return [key, state, place, ...more].join('  ');
}
