import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchInvitations, fetchMember, fetchMembers } from '@/lib/client/members';
import { fetchRoles } from '@/lib/client/roles';
import type { InvitationSummary } from '@/lib/contracts/invitation';
import type { MemberGrant, MemberSummary } from '@/lib/contracts/member';
import { permissionsOfRole, type Role } from '@/lib/domain/permissions';
import { showAccess } from '@/lib/testing/show-access';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });
vi.mock('@/lib/client/members', () => ({
  fetchMembers: vi.fn(),
  fetchMember: vi.fn(),
  fetchInvitations: vi.fn(),
}));
vi.mock('@/lib/client/roles', () => ({ fetchRoles: vi.fn() }));
vi.mock('@/lib/client/groups', () => ({
  fetchGroups: vi.fn(),
  fetchGroup: vi.fn(),
  fetchGroupMembers: vi.fn(),
}));
const address = vi.hoisted(() => ({ search: 'scope=payments' }));
vi.mock('next/navigation', async (original) => ({
  ...(await original<object>()),
  useSearchParams: () => new URLSearchParams(address.search),
}));

const grantOf = (role: Role): MemberGrant => ({
  id: `grt_${role}`,
  role,
  through: null,
  scope: { kind: 'team', id: 'team_1', path: 'payments' },
  permissions: [...permissionsOfRole(role, false)],
  createdAt: '2026-01-01T00:00:00Z',
});
const BOB: MemberSummary = {
  id: 'usr_1',
  name: 'Bob',
  email: 'bob@acme.example',
  createdAt: '2026-01-01T00:00:00Z',
  lastSeenAt: null,
  password: true,
  secondFactor: true,
  deactivatedAt: null,
  grants: [grantOf('deployer')],
};

const LINK = 'http://localhost:3000/invite#canary-of-a-link';
const INVITED: InvitationSummary = {
  id: 'inv_1',
  email: 'eve@acme.example',
  grants: [{ role: 'viewer', scope: { kind: 'team', id: 'team_1', path: 'payments' } }],
  state: 'open',
  createdAt: '2026-01-01T00:00:00Z',
  createdBy: 'ada@acme.example',
  expiresAt: '2026-01-08T00:00:00Z',
  acceptedAt: null,
  revokedAt: null,
};

function show(role: Role, search = 'scope=payments', at = 'team_1') {
  address.search = search;
  const done = { status: 'done', result: grantOf('editor') } as const;
  const made = { ...INVITED, link: LINK, mail: 'off' as const };
  const actions = {
    grant: vi.fn(async () => done),
    revoke: vi.fn(async () => done),
    invite: vi.fn(async () => ({ status: 'done' as const, result: made })),
    revokeInvitation: vi.fn(async () => ({ status: 'done' as const, result: {} })),
    deactivate: vi.fn(async () => ({ status: 'done' as const, result: {} })),
    reactivate: vi.fn(async () => ({ status: 'done' as const, result: {} })),
    unlink: vi.fn(async () => ({ status: 'done' as const, result: {} })),
    transfer: vi.fn(async () => ({ status: 'done' as const, result: {} })),
  };
  showAccess(role, at, actions);
  return actions;
}

beforeEach(() => {
  vi.mocked(fetchRoles).mockResolvedValue({ items: [], next: null });
  vi.mocked(fetchMembers).mockResolvedValue({ items: [BOB], next: null });
  vi.mocked(fetchInvitations).mockResolvedValue({ items: [INVITED], next: null });
  vi.mocked(fetchMember).mockResolvedValue({ ...BOB, sessions: 2, signsOnThrough: [], tokens: [] });
});

describe('the access page', () => {
  it('lists people with their roles by scope, and what is known of them', async () => {
    show('admin');
    const row = await screen.findByRole('row', { name: /Bob/ });
    for (const part of ['bob@acme.example', 'deployer', 'payments', 'never', 'on', 'active']) {
      expect(row.textContent).toContain(part);
    }
  });

  it('asks for what the address filters by', async () => {
    show('admin', 'scope=payments&q=bo&role=deployer');
    await screen.findByRole('row', { name: /Bob/ });
    const wanted = { scope: 'team_1', q: 'bo', role: 'deployer' };
    expect(vi.mocked(fetchMembers)).toHaveBeenLastCalledWith(expect.objectContaining(wanted));
  });

  it('offers an admin no role beyond his own, and says what each may do', async () => {
    const { grant } = show('admin');
    await userEvent.click(await screen.findByRole('button', { name: 'Grant role' }));
    const sheet = await screen.findByRole('dialog', { name: 'Grant role' });
    const role = within(sheet).getByLabelText('Role');
    const offered = [...role.querySelectorAll('option')].map((one) => one.value);
    expect(offered).toEqual(['admin', 'editor', 'deployer', 'auditor', 'viewer']);
    expect(within(sheet).getByLabelText('Scope').querySelectorAll('option')).toHaveLength(1);
    await userEvent.selectOptions(role, 'deployer');
    expect(sheet.textContent).toContain('only lets him make tokens');
    await userEvent.selectOptions(role, 'editor');
    await userEvent.click(within(sheet).getByRole('button', { name: 'Grant role' }));
    expect(await within(sheet).findByText(/^Enter the e-mail/)).toBeTruthy();
    await userEvent.type(within(sheet).getByLabelText('E-mail'), 'bob@acme.example');
    await userEvent.click(within(sheet).getByRole('button', { name: 'Grant role' }));
    await waitFor(() => expect(grant).toHaveBeenCalledOnce());
    const [, form] = grant.mock.calls[0] as unknown as [unknown, FormData];
    expect(Object.fromEntries(form)).toEqual({
      person: 'bob@acme.example',
      scope: 'team:team_1',
      role: 'editor',
    });
    await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Grant role' })).toBeNull());
  });

  it('says before a role is taken away what ends and what does not', async () => {
    const { revoke } = show('admin', 'scope=payments&person=usr_1');
    const sheet = await screen.findByRole('dialog', { name: 'Bob' });
    await within(sheet).findByText('2 sessions open');
    expect(sheet.textContent).toContain('deliveries:create only lets him make tokens');
    const take = { name: 'Take away deployer on payments' };
    await userEvent.click(within(sheet).getByRole('button', take));
    const dialog = await screen.findByRole('alertdialog');
    expect(dialog.textContent).toContain('Sessions stay');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Take role away' }));
    await waitFor(() => expect(revoke).toHaveBeenCalledOnce());
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
  });

  it('shows nobody to one who does not manage people, and says what that takes', async () => {
    show('editor', 'scope=payments&person=usr_1');
    expect(await screen.findByText(/members:manage/)).toBeTruthy();
    expect(screen.queryByRole('table')).toBeNull();
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Grant role' })).toBeNull();
  });

  it('invites by e-mail, and shows the link once and nowhere else', async () => {
    const { invite } = show('admin');
    await userEvent.click(await screen.findByRole('button', { name: 'Invite' }));
    const sheet = await screen.findByRole('dialog', { name: 'Invite somebody' });
    await userEvent.type(within(sheet).getByLabelText('E-mail'), 'eve@acme.example');
    await userEvent.click(within(sheet).getByRole('button', { name: 'Make invitation' }));
    const shown = await screen.findByRole('alertdialog');
    expect(within(shown).getByLabelText<HTMLInputElement>('Link').value).toBe(LINK);
    expect(document.documentElement.outerHTML).not.toContain('canary-of-a-link');
    expect(shown.textContent).toContain('No mail was sent');
    const [, form] = invite.mock.calls[0] as unknown as [unknown, FormData];
    expect(Object.fromEntries(form)).toEqual({
      email: 'eve@acme.example',
      scope: 'team:team_1',
      role: 'viewer',
    });
    await userEvent.click(within(shown).getByRole('button', { name: 'I have copied it' }));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
  });

  it('tells what became of invitations, and revokes an open one after asking', async () => {
    const { revokeInvitation } = show('admin');
    const list = await screen.findByRole('list', { name: 'Invitations' });
    expect(list.textContent).toContain('eve@acme.example');
    expect(list.textContent).toContain('open');
    const revoke = { name: 'Revoke the invitation of eve@acme.example' };
    await userEvent.click(within(list).getByRole('button', revoke));
    const dialog = await screen.findByRole('alertdialog');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Revoke invitation' }));
    await waitFor(() => expect(revokeInvitation).toHaveBeenCalledOnce());
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
  });

  it('asks what becomes of the tokens before a person is deactivated', async () => {
    const token = {
      ...{ id: 'tok_1', name: 'ci', permissions: [], namePatterns: [], createdBy: BOB.email },
      scope: { kind: 'team' as const, id: 'team_1', path: 'payments' },
      ...{ createdAt: BOB.createdAt, expiresAt: null, lastUsedAt: null, revokedAt: null },
      replacedBy: null,
    };
    const tokens = [token, { ...token, id: 'tok_2', name: 'cd' }];
    vi.mocked(fetchMember).mockResolvedValue({ ...BOB, sessions: 2, signsOnThrough: [], tokens });
    const { deactivate } = show('owner', 'person=usr_1', 'org_1');
    const sheet = await screen.findByRole('dialog', { name: 'Bob' });
    expect(await within(sheet).findByText('Transfer ownership…')).toBeTruthy();
    await userEvent.click(within(sheet).getByRole('button', { name: 'Deactivate…' }));
    const dialog = await screen.findByRole('alertdialog', { name: 'Deactivate Bob?' });
    expect(dialog.textContent).toContain('2 open sessions end at once');
    await userEvent.click(within(dialog).getByLabelText(/^ci/));
    await userEvent.click(within(dialog).getByRole('button', { name: 'Deactivate' }));
    await waitFor(() => expect(deactivate).toHaveBeenCalledOnce());
    const [, form] = deactivate.mock.calls[0] as unknown as [unknown, FormData];
    expect(Object.fromEntries(form)).toEqual({ person: 'usr_1', revokeTokens: 'tok_2' });
  });

  it('leaves accounts to those who manage people of the whole organization', async () => {
    show('admin', 'scope=payments&person=usr_1');
    const sheet = await screen.findByRole('dialog', { name: 'Bob' });
    await within(sheet).findByText('2 sessions open');
    expect(within(sheet).queryByRole('button', { name: 'Deactivate…' })).toBeNull();
  });
});
