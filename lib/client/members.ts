// Typed reads of people and their roles.

import type { InvitationList } from '@/lib/contracts/invitation';
import type { MemberDetails, MemberList } from '@/lib/contracts/member';
import { get } from './api';

export interface MembersWanted {
  /** Id or dotted path. */
  readonly scope: string;
  readonly q: string;
  /** Empty: any. */
  readonly role: string;
  /** `next` of the page before. */
  readonly after?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** One page. Throws as `fetchSecrets` does. */
export async function fetchMembers(wanted: MembersWanted): Promise<MemberList> {
  const { scope, q, role, after, signal } = wanted;
  const query = new URLSearchParams({
    scope,
    ...(q ? { q } : {}),
    ...(role ? { role } : {}),
    ...(after ? { after } : {}),
  });
  return get<MemberList>(`/members?${query}`, signal);
}

/** Throws as `fetchSecrets` does. */
export async function fetchMember(id: string, signal?: AbortSignal): Promise<MemberDetails> {
  return get<MemberDetails>(`/members/${encodeURIComponent(id)}`, signal);
}

/** One page, newest first; `after` is `next` of the page before. Throws as `fetchSecrets` does. */
export async function fetchInvitations(
  after: string | null,
  signal?: AbortSignal,
): Promise<InvitationList> {
  return get<InvitationList>(`/invitations${after ? `?after=${after}` : ''}`, signal);
}
