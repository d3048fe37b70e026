// Makes a connector: where values of a scope and those below it may be fetched, and with which credentials.

import 'server-only';
import type { Connector, CreateConnectorInput } from '@/lib/contracts/connector';
import { findConnectorRow } from '@/lib/db/connectors/connectors';
import { insertConnector } from '@/lib/db/connectors/sealed-connectors';
import { holdScope } from '@/lib/db/scopes/scopes';
import { actorLabel } from '@/lib/domain/actor';
import { KeystowError, ruleBroken } from '@/lib/domain/errors';
import { newUuid } from '@/lib/domain/ids';
import { isSlug } from '@/lib/domain/scope';
import { authorize, PLATFORM_SCOPE } from '../access/authorize';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { checkSettings } from './check-settings';
import { checkCredentials, sealCredentials } from './connector-credentials';
import type { GivenCredentials } from './connector-credentials';
import { connectorFacts, connectorSummary } from './connector-summary';
import { mayApprove } from './find-connector';

export type NewConnector = Omit<CreateConnectorInput, 'credentials'> & {
  readonly credentials?: GivenCredentials | undefined;
};

/**
 * Needs `backends:manage` on the scope. It waits for approval unless its maker may give it: nothing is sent
 * before. Throws 409 for a slug that is taken in the organization, 400 and 422 as `checkSettings` and
 * `checkCredentials` do.
 */
export async function createConnector(ctx: Context, input: NewConnector): Promise<Connector> {
  const { kind, slug, name, allowed = [], writable = false, credentials = {} } = input;
  const at = input.scope ? { kinds: [input.scope.kind], ref: input.scope.id } : PLATFORM_SCOPE;
  const scope = await authorize(ctx, at, 'backends:manage');
  if (!isSlug(slug)) {
    const remedy = 'Use lower-case letters and digits, with single hyphens between them.';
    throw ruleBroken('/slug', 'slug_pattern', remedy);
  }
  const { settings, destination } = checkSettings(kind, input.settings, ctx.installation.env);
  checkWritable(kind, writable);
  checkOwnIsLimited(settings, allowed);
  const given = checkCredentials(kind, settings, credentials);
  const by = actorLabel(ctx.actor);
  const approval = (await mayApprove(ctx))
    ? { approvedAt: new Date(), approvedBy: by }
    : { approvedAt: null, approvedBy: null };
  const of = { id: newUuid(), organizationId: scope.organizationId };
  const described = { name, settings, allowed, writable, destination, ...approval };
  const written = await recorded(
    ctx,
    async (tx) => {
      await holdScope(tx, scope.id);
      const row = { ...described, ...of, kind, scopeId: scope.id };
      const sealed = await sealCredentials(tx, ctx.installation, row, given);
      const made = { ...described, id: of.id, kind, slug, by, sealed };
      if (!(await insertConnector(tx, scope, made))) throw slugTaken();
      return (await findConnectorRow(tx, of.organizationId, { id: of.id }))!;
    },
    (made) => ({
      in: scope,
      events: [
        {
          action: 'connector.created',
          ...connectorFacts(made),
          approved: made.approvedAt !== null,
        },
      ],
    }),
  );
  return connectorSummary(written);
}

/** Variables and files of the console are read, never written. */
export function checkWritable(kind: CreateConnectorInput['kind'], writable: boolean): void {
  if (!writable || kind !== 'env') return;
  throw ruleBroken('/writable', 'read_only', 'Variables and files are only read: leave it off.');
}

/** Whom the console is reaches more than any team should: what of it is lent is named. */
export function checkOwnIsLimited(
  settings: Readonly<Record<string, unknown>>,
  allowed: readonly string[],
): void {
  const own = settings['identity'] === 'own' || settings['auth'] === 'own';
  if (!own || allowed.length > 0) return;
  const message = 'With the console’s own identity, name the references that it may be used for.';
  throw ruleBroken('/allowed', 'required', message);
}

function slugTaken(): KeystowError {
  const message = 'There is a connector of that slug in the organization. Choose another.';
  return new KeystowError('conflict', message, {
    issues: [{ pointer: '/slug', code: 'taken', message }],
  });
}
