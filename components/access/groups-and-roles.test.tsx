import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchGroup, fetchGroupMembers, fetchGroups } from '@/lib/client/groups';
import { fetchRoles } from '@/lib/client/roles';
import type { Role } from '@/lib/domain/permissions';
import {
  SAMPLE_GROUP,
  SAMPLE_GROUP_ACTIONS,
  SAMPLE_ROLE_ACTIONS,
  SAMPLE_ROLES,
} from '@/lib/testing/sample-role';
import { showAccess } from '@/lib/testing/show-access';
import type { AccessActions } from './access-actions';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });
vi.mock('@/lib/client/members', () => ({
  fetchMembers: vi.fn(async () => ({ items: [], next: null })),
  fetchMember: vi.fn(),
  fetchInvitations: vi.fn(async () => ({ items: [], next: null })),
}));
vi.mock('@/lib/client/roles', () => ({ fetchRoles: vi.fn() }));
vi.mock('@/lib/client/groups', () => ({
  fetchGroups: vi.fn(),
  fetchGroup: vi.fn(),
  fetchGroupMembers: vi.fn(),
}));
const address = vi.hoisted(() => ({ search: '' }));
vi.mock('next/navigation', async (original) => ({
  ...(await original<object>()),
  useSearchParams: () => new URLSearchParams(address.search),
}));

const SINCE = '2026-01-01T00:00:00Z';
const PEOPLE = [
  { id: 'usr_1', name: 'Bob', sources: ['console' as const], deactivatedAt: null },
  { id: 'usr_2', name: 'Ida', sources: ['provider' as const], deactivatedAt: SINCE },
].map((one) => ({
  ...one,
  email: `${one.id}@acme.example`,
  since: SINCE,
  removable: one.sources.filter((source) => source === 'console'),
}));

function show(role: Role, search: string, at = 'org_1') {
  address.search = search;
  showAccess(role, at, {} as AccessActions);
}

beforeEach(() => {
  vi.clearAllMocks();
  vi.mocked(fetchRoles).mockResolvedValue({ items: SAMPLE_ROLES, next: null });
  vi.mocked(fetchGroups).mockResolvedValue({ items: [SAMPLE_GROUP], next: null });
  vi.mocked(fetchGroup).mockResolvedValue(SAMPLE_GROUP);
  vi.mocked(fetchGroupMembers).mockResolvedValue({ items: PEOPLE, next: null });
});

const sentTo = (action: { mock: { calls: unknown[][] } }) =>
  Object.fromEntries(action.mock.calls[0]![1] as FormData);

describe('the view of roles', () => {
  it('draws what each role gives, and says what holds on the organization only', async () => {
    show('admin', 'view=roles');
    const matrix = await screen.findByRole('region', { name: 'What each role gives' });
    const roles = within(matrix)
      .getAllByRole('columnheader')
      .map((one) => one.textContent);
    expect(roles).toContain('sealeryour own');
    const cells = (permission: string) =>
      within(within(matrix).getByRole('row', { name: new RegExp(`^${permission}`) }))
        .getAllByRole('cell')
        .map((one) => one.textContent.replace('·', ''));
    expect(cells('secrets:write')).toEqual(['yes', 'yes', 'yes', 'no', 'no', 'no', 'yes']);
    const half = 'on the organization only';
    expect(cells('keys:manage')).toEqual([half, half, 'no', 'no', 'no', 'no', 'no']);
  });

  it('makes a role of what the person asking holds, and asks for a name and a permission', async () => {
    show('admin', 'view=roles&edit=_new');
    const sheet = await screen.findByRole('dialog', { name: 'New role' });
    expect(within(sheet).queryByLabelText('organization:manage')).toBeNull();
    await userEvent.click(within(sheet).getByLabelText('secrets:list'));
    await userEvent.click(within(sheet).getByLabelText('scopes:read'));
    await userEvent.click(within(sheet).getByRole('button', { name: 'Make role' }));
    expect(await within(sheet).findByText('Choose at least one.')).toBeTruthy();
    await userEvent.type(within(sheet).getByLabelText('Name'), 'Release manager');
    await userEvent.click(within(sheet).getByLabelText('secrets:write'));
    await userEvent.click(within(sheet).getByRole('button', { name: 'Make role' }));
    await waitFor(() => expect(SAMPLE_ROLE_ACTIONS.create).toHaveBeenCalledOnce());
    expect(sentTo(SAMPLE_ROLE_ACTIONS.create)).toEqual({
      name: 'Release manager',
      slug: 'release-manager',
      description: '',
      permissions: 'secrets:write',
    });
  });

  it('lets a lead of a team see what roles give and change none', async () => {
    show('admin', 'view=roles&edit=sealer', 'team_1');
    expect(await screen.findByRole('region', { name: 'What each role gives' })).toBeTruthy();
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.queryByRole('button', { name: /^Change the role/ })).toBeNull();
    expect(screen.queryByRole('button', { name: 'New role' })).toBeNull();
  });
});

describe('the view of groups', () => {
  it('shows who is in a group and how, and takes out whom somebody added', async () => {
    show('owner', 'view=groups&group=engineers');
    const sheet = await screen.findByRole('dialog', { name: 'Platform engineers' });
    expect(await within(sheet).findByText('by sign-on')).toBeTruthy();
    expect(sheet.textContent).toContain('deactivated');
    expect(within(sheet).queryByRole('button', { name: 'Take Ida out' })).toBeNull();
    await userEvent.click(within(sheet).getByRole('button', { name: 'Take Bob out' }));
    const dialog = await screen.findByRole('alertdialog');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Take out' }));
    await waitFor(() => expect(SAMPLE_GROUP_ACTIONS.removeMember).toHaveBeenCalledOnce());
    expect(sentTo(SAMPLE_GROUP_ACTIONS.removeMember)).toEqual({ group: 'grp_1', person: 'usr_1' });
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
  });

  it('offers a group roles of the organization’s own and never owner', async () => {
    show('owner', 'view=groups&group=engineers');
    const sheet = await screen.findByRole('dialog', { name: 'Platform engineers' });
    await userEvent.click(await within(sheet).findByRole('button', { name: 'Grant a role…' }));
    const form = await screen.findByRole('dialog', { name: 'Grant a role to Platform engineers' });
    const role = within(form).getByLabelText('Role');
    await waitFor(() =>
      expect([...role.querySelectorAll('option')].map((one) => one.value)).toEqual([
        ...['admin', 'editor', 'deployer', 'auditor', 'viewer', 'sealer'],
      ]),
    );
    await userEvent.selectOptions(role, 'sealer');
    expect(form.textContent).toContain('Seals and nothing else.');
    expect(form.textContent).toContain('scopes:read secrets:write');
  });

  it('names what people lose before a group goes, and asks for its slug', async () => {
    show('owner', 'view=groups&group=engineers');
    const sheet = await screen.findByRole('dialog', { name: 'Platform engineers' });
    await userEvent.click(await within(sheet).findByRole('button', { name: 'Delete group…' }));
    const dialog = await screen.findByRole('alertdialog');
    expect(dialog.textContent).toContain('2 people in it lose');
    expect(dialog.textContent).toContain('sealer on payments');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Delete group' }));
    expect(await within(dialog).findByText(/exactly as it is written/)).toBeTruthy();
    await userEvent.type(within(dialog).getByLabelText(/^Type engineers/), 'engineers');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Delete group' }));
    await waitFor(() => expect(SAMPLE_GROUP_ACTIONS.remove).toHaveBeenCalledOnce());
    expect(sentTo(SAMPLE_GROUP_ACTIONS.remove)).toEqual({ group: 'grp_1' });
  });
});
