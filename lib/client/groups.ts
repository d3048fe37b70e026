// Typed reads of groups of people.

import type { GroupList, GroupMemberList, GroupSummary } from '@/lib/contracts/group';
import { get } from './api';

/** One page; `after` is `next` of the page before. Throws as `fetchSecrets` does. */
export async function fetchGroups(
  q: string,
  after: string | null,
  signal?: AbortSignal,
): Promise<GroupList> {
  const query = new URLSearchParams({ ...(q ? { q } : {}), ...(after ? { after } : {}) });
  return get<GroupList>(`/groups?${query}`, signal);
}

/** By id or slug. Throws as `fetchSecrets` does. */
export async function fetchGroup(group: string, signal?: AbortSignal): Promise<GroupSummary> {
  return get<GroupSummary>(`/groups/${encodeURIComponent(group)}`, signal);
}

/** As `fetchGroups`, of the people in one. */
export async function fetchGroupMembers(
  group: string,
  after: string | null,
  signal?: AbortSignal,
): Promise<GroupMemberList> {
  const query = after ? `?after=${after}` : '';
  return get<GroupMemberList>(`/groups/${encodeURIComponent(group)}/members${query}`, signal);
}
