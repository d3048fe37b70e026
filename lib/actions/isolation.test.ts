import { AsyncLocalStorage } from 'node:async_hooks';
import { beforeAll, expect, it, vi } from 'vitest';
import type { FormAction, FormState } from '@/lib/contracts/form-state';
import type { Installation } from '@/lib/services/context';
import { makeCallers, mayCall } from '@/lib/testing/isolation/callers';
import type { Caller } from '@/lib/testing/isolation/callers';
import { ACTIONS_WITHOUT_FIELDS, actionForms } from '@/lib/testing/isolation/action-forms';
import type { ActionForm } from '@/lib/testing/isolation/action-form';
import type { OtherForm } from '@/lib/testing/isolation/action-forms';
import { makeTarget } from '@/lib/testing/isolation/make-target';
import { ruleOf } from '@/lib/testing/isolation/operation-rights';
import { rowCounts } from '@/lib/testing/isolation/row-counts';
import { describePostgres } from '@/lib/testing/database';
import { OTHER_MASTER_KEY, testInstallation } from '@/lib/testing/installation';
import { makeMember, makeOrganization, signIn } from '@/lib/testing/organization';
import { openPostgresCopy } from '@/lib/testing/postgres-template';
import { CONSOLE_ORIGIN, openRest } from '@/lib/testing/rest';
import type { Rest } from '@/lib/testing/rest';

// Thousands of calls: slow machines need their time.
vi.setConfig({ testTimeout: 300_000 });

interface Request {
  readonly installation: Installation;
  readonly cookie: string;
}

/** The request that Next would be answering. */
const { requests } = vi.hoisted(() => ({
  requests: { current: undefined as AsyncLocalStorage<Request> | undefined },
}));

vi.mock('next/headers', () => ({
  headers: async () =>
    new Headers({
      host: 'localhost:3000',
      origin: CONSOLE_ORIGIN,
      cookie: requests.current!.getStore()!.cookie,
    }),
  cookies: async () => ({ get: () => undefined, set: () => undefined, delete: () => undefined }),
}));

vi.mock('next/navigation', () => ({
  redirect: (address: string) => {
    throw new Error(`Nobody asked to be sent to ${address}.`);
  },
}));

vi.mock('@/lib/services/installation', async (load) => ({
  ...(await load<object>()),
  currentInstallation: async () => requests.current!.getStore()!.installation,
}));

type Forms = Readonly<Record<string, ActionForm | OtherForm>>;

const files = import.meta.glob<Record<string, FormAction<unknown>>>('../../app/**/*actions.ts');

/** What is answered to one who may: there is no such thing, or what was sent breaks a rule. */
const OTHERWISE_ANSWERED: Readonly<Record<string, string>> = {
  tryKeyAction: 'rule_broken',
  resetKeysAction: 'rule_broken',
};

describePostgres('the matrix of server actions and roles', (serverUrl) => {
  let rest: Rest;
  let locked: Installation;
  let forms: Forms;
  let callers: Caller[];
  const actions = new Map<string, FormAction<unknown>>();

  beforeAll(async () => {
    requests.current = new AsyncLocalStorage();
    const database = await openPostgresCopy(serverUrl, true);
    rest = await openRest(database);
    forms = actionForms(await makeTarget(rest));
    const { path } = rest.organization.search.team;
    const team = await database.prisma.scope.findFirstOrThrow({ where: { path } });
    callers = await makeCallers(rest, team.id);
    locked = await testInstallation(database, { KEYSTOW_MASTER_KEY: OTHER_MASTER_KEY });
    for (const load of Object.values(files)) {
      for (const [name, action] of Object.entries(await load())) actions.set(name, action);
    }
    return () => database.close();
  });

  const send = (installation: Installation, cookie: string, name: string) => {
    const form = new FormData();
    for (const [field, value] of Object.entries(forms[name]!.fields)) form.set(field, value);
    const request = { installation, cookie };
    return requests.current!.run(request, () => actions.get(name)!({ status: 'idle' }, form));
  };

  const codeOf = (state: FormState<unknown>) =>
    state.status === 'refused' ? state.code : state.status;

  const ofOperations = () =>
    Object.entries(forms).flatMap(([name, form]) =>
      'operationId' in form ? [{ name, rule: ruleOf(form.operationId) }] : [],
    );

  const cookieOf = ({ sender }: Caller) => (sender && 'cookie' in sender ? sender.cookie : '');

  it('covers every server action', () => {
    const known = [...Object.keys(forms), ...ACTIONS_WITHOUT_FIELDS];
    expect([...actions.keys()].sort()).toEqual(known.sort());
  });

  it('is refused without a session, and with a link that was never made', async () => {
    const answers = new Set<string>();
    for (const [name, form] of Object.entries(forms)) {
      const code = codeOf(await send(rest.installation, '', name));
      const isOpen = 'of' in form && form.of === 'open';
      if (!isOpen) expect([name, code]).toEqual([name, 'unauthenticated']);
      else answers.add(code);
    }
    expect([...answers].filter((code) => code === 'done' || code === 'internal')).toEqual([]);
  });

  it('is “not found” to people of another team and another organization', async () => {
    const { installation, organization } = rest;
    const { prisma } = installation.database;
    const stranger = await makeOrganization(installation, 'strangers');
    const lead = await makeMember(organization, 'lead', 'admin', organization.payments.team);
    const cookies = await Promise.all(
      [stranger.owner, lead].map(({ email }) => signIn(installation, email)),
    );
    const before = await rowCounts(prisma);
    for (const cookie of cookies) {
      for (const { name, rule } of ofOperations()) {
        if (typeof rule === 'string' || rule.at === 'organization') continue;
        const code = codeOf(await send(installation, cookie, name));
        expect([name, code]).toEqual([name, 'not_found']);
      }
    }
    expect(await rowCounts(prisma)).toEqual(before);
  });

  it('lets nobody through beyond his role, and what is refused changes nothing', async () => {
    const { prisma } = rest.installation.database;
    const before = await rowCounts(prisma);
    const through: string[] = [];
    for (const caller of callers) {
      for (const { name, rule } of ofOperations()) {
        if (mayCall(caller, rule)) continue;
        const code = codeOf(await send(rest.installation, cookieOf(caller), name));
        if (!['forbidden', 'not_found'].includes(code))
          through.push(`${caller.name} ${name} ${code}`);
      }
    }
    expect(through).toEqual([]);
    expect(await rowCounts(prisma)).toEqual(before);
  });

  it('keeps nobody from what his role lets him do', async () => {
    const kept: string[] = [];
    for (const caller of callers) {
      for (const { name, rule } of ofOperations()) {
        if (!mayCall(caller, rule)) continue;
        const code = codeOf(await send(locked, cookieOf(caller), name));
        const expected = OTHERWISE_ANSWERED[name] ?? 'locked';
        if (code !== expected) kept.push(`${caller.name} ${name} ${code}`);
      }
    }
    expect(kept).toEqual([]);
  });
});
