import type { MemberGrant } from '@/lib/contracts/member';

type ShownGrant = Pick<MemberGrant, 'role' | 'scope'> & Partial<Pick<MemberGrant, 'through'>>;

/** A role and where it holds, as small as it goes. */
export function RoleChip({ grant }: { readonly grant: ShownGrant }) {
  return (
    <span className="inline-flex max-w-full items-baseline gap-1 rounded-md border border-line px-1.5 text-12">
      <span className="font-medium">{grant.role}</span>
      <span className="truncate font-mono text-ink-muted" title={grant.scope.path}>
        {placeOf(grant)}
      </span>
      {grant.through ? (
        <span className="max-w-40 truncate text-ink-muted">through {grant.through.name}</span>
      ) : null}
    </span>
  );
}

/** The path, or a word for the whole organization. */
export function placeOf({ scope }: Pick<MemberGrant, 'scope'>): string {
  return scope.kind === 'organization' ? 'everything' : scope.path;
}
