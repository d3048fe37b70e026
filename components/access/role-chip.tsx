import type { MemberGrant } from '@/lib/contracts/member';

/** A role and where it holds, as small as it goes. */
export function RoleChip({ grant }: { readonly grant: Pick<MemberGrant, 'role' | 'scope'> }) {
  return (
    <span className="inline-flex max-w-full items-baseline gap-1 rounded-md border border-line px-1.5 text-12">
      <span className="font-medium">{grant.role}</span>
      <span className="truncate font-mono text-ink-muted" title={grant.scope.path}>
        {placeOf(grant)}
      </span>
    </span>
  );
}

/** The path, or a word for the whole organization. */
export function placeOf({ scope }: Pick<MemberGrant, 'scope'>): string {
  return scope.kind === 'organization' ? 'everything' : scope.path;
}
