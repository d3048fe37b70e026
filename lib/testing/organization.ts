// An organization for tests, with two branches of scopes, its owner, other people and tokens.

import { encodeSessionToken } from '@/lib/auth/session-token';
import { sessionCookie } from '@/lib/auth/session-cookie';
import type { CreateTokenInput } from '@/lib/contracts/token';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { hashPassword } from '@/lib/crypto/password';
import { insertGrant, insertUser } from '@/lib/db/people/members';
import type { UserActor } from '@/lib/domain/actor';
import { fromTypeId, newUuid } from '@/lib/domain/ids';
import type { Role } from '@/lib/domain/permissions';
import { Plaintext } from '@/lib/domain/plaintext';
import { SCOPE_KINDS } from '@/lib/domain/scope';
import { systemContext } from '@/lib/services/context';
import type { Context, Installation } from '@/lib/services/context';
import { recorded } from '@/lib/services/recorded';
import { createScope } from '@/lib/services/scopes/create-scope';
import { startSession } from '@/lib/services/sessions/start-session';
import { createOrganization } from '@/lib/services/setup/create-organization';
import { createToken } from '@/lib/services/tokens/create-token';
import { contextOf } from './installation';

/** Of everybody in test organizations. */
export const TEST_PASSWORD = 'correct horse battery staple';

let hashed: Promise<string> | undefined;

/** One team with one workspace and one app below each other. */
export interface Branch {
  readonly team: ScopeSummary;
  readonly workspace: ScopeSummary;
  readonly app: ScopeSummary;
}

export interface TestOrganization {
  readonly id: string;
  readonly owner: UserActor;
  /** The owner asking. */
  readonly ctx: Context;
  /** `payments.production.billing` */
  readonly payments: Branch;
  /** `search.production.indexer` */
  readonly search: Branch;
}

/** E-mails end in `@<slug>.example`, so slugs must differ within an installation. */
export async function makeOrganization(
  installation: Installation,
  slug = 'acme',
): Promise<TestOrganization> {
  const email = `owner@${slug}.example`;
  hashed ??= hashPassword(Plaintext.fromText(TEST_PASSWORD));
  const passwordHash = await hashed;
  const { organizationId } = await recorded(
    systemContext(installation, 'test'),
    (tx) =>
      createOrganization(tx, { name: slug, slug, owner: { name: 'Owner', email, passwordHash } }),
    (made) => ({ in: made, events: made.events }),
  );
  const owner = await userOf(installation, email);
  const ctx = contextOf(installation, owner);
  return {
    id: organizationId,
    owner,
    ctx,
    payments: await makeBranch(ctx, 'payments', 'billing'),
    search: await makeBranch(ctx, 'search', 'indexer'),
  };
}

async function makeBranch(ctx: Context, teamSlug: string, appSlug: string): Promise<Branch> {
  const make = (kind: 'team' | 'workspace' | 'app', slug: string, parent?: ScopeSummary) =>
    createScope(ctx, { kind, slug, name: slug, ...(parent ? { parent: parent.id } : {}) });
  const team = await make('team', teamSlug);
  const workspace = await make('workspace', 'production', team);
  return { team, workspace, app: await make('app', appSlug, workspace) };
}

/** A person with one role on one scope; `name` becomes the e-mail's local part. */
export async function makeMember(
  { id: organizationId, ctx, owner }: TestOrganization,
  name: string,
  role: Role,
  scope: ScopeSummary,
): Promise<UserActor> {
  const email = `${name}@${owner.email.split('@')[1]}`;
  const userId = newUuid();
  const passwordHash = await (hashed ??= hashPassword(Plaintext.fromText(TEST_PASSWORD)));
  const scopeId = fromTypeId(SCOPE_KINDS, scope.id)!;
  const user = { id: userId, name: email };
  await recorded(
    ctx,
    async (tx) => {
      await insertUser(tx, { id: userId, organizationId, name, email, passwordHash });
      await insertGrant(tx, { id: newUuid(), userId, scopeId, role });
    },
    () => ({ in: { organizationId }, events: [{ action: 'user.created', user }] }),
  );
  return userOf(ctx.installation, email);
}

/** The text of a machine token that the owner made; without a scope it is the organization's. */
export async function makeToken(
  { ctx }: TestOrganization,
  scope?: ScopeSummary,
  permissions: CreateTokenInput['permissions'] = ['*'],
): Promise<string> {
  const at = scope ? { scope: { kind: scope.kind, id: scope.id } } : {};
  return (await createToken(ctx, { name: 'test', permissions, ...at })).token;
}

/** Signs in with the test password; returns the Cookie header of the session. */
export async function signIn(installation: Installation, email: string): Promise<string> {
  const started = await startSession(installation, {
    email,
    password: Plaintext.fromText(TEST_PASSWORD),
    userAgent: 'test',
    address: '192.0.2.1',
    kid: installation.jwt.current.kid,
  });
  if (!started) throw new Error('The test password does not open the account.');
  const { name } = sessionCookie(installation.env);
  return `${name}=${await encodeSessionToken(installation, started)}`;
}

/** The person as an actor; the session is made up, so it cannot be ended. */
export async function userOf({ database }: Installation, email: string): Promise<UserActor> {
  const { id, organizationId, name } = await database.prisma.user.findUniqueOrThrow({
    where: { email },
  });
  return { kind: 'user', id, organizationId, email, name, sessionId: newUuid() };
}
