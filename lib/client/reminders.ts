// Typed reads of reminders and their webhooks for the browser.

import type { ReminderHookList, ReminderList } from '@/lib/contracts/reminder';
import { get, scopeAddress, type ScopeWanted } from './api';
import { rotationKey } from './rotation';

/** Part of what is read of rotation. */
export function remindersKey(scopePath: string, of: 'hooks' | 'recent'): readonly string[] {
  return rotationKey('reminders', scopePath, of);
}

/** Throws as `fetchSecrets` does. */
export async function fetchReminderHooks(
  scope: ScopeWanted,
  signal?: AbortSignal,
): Promise<ReminderHookList> {
  return get(`${scopeAddress(scope)}/reminder-hooks`, signal);
}

/** One page, those that were given up first. Throws as `fetchSecrets` does. */
export async function fetchReminders(
  scope: ScopeWanted,
  after: string | null,
  signal?: AbortSignal,
): Promise<ReminderList> {
  const query = after === null ? '' : `?after=${encodeURIComponent(after)}`;
  return get(`${scopeAddress(scope)}/reminders${query}`, signal);
}
