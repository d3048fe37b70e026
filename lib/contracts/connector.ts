// Connectors to external backends as they enter and leave the console: credentials come in, none goes out.

import { z } from 'zod';
import { EXTERNAL_BACKENDS } from '@/lib/domain/backend';
import { REFERENCE_GLOB, REFERENCE_GLOB_EXPECTED } from '@/lib/domain/backend-reference';
import { SLUG_LENGTH_MAX } from '@/lib/domain/scope';
import { scopeKind, scopeReference } from './scope';
import { writtenLine } from './written-text';

export const connectorKind = z.enum(EXTERNAL_BACKENDS);

const address = z.string().min(1).max(400);
/** `own`: the console's own identity, where the operator lends it. */
const identity = z.enum(['credentials', 'own']);

/** Names with slashes between them. */
const VAULT_PATH = /^[\w-]+(\/[\w-]+)*$/;
const VAULT_PATH_EXPECTED = {
  error: 'Give names of letters, digits, _ and - with / between them, such as teams/kv.',
};

/** What is no secret, by kind. */
export const CONNECTOR_SETTINGS = {
  aws: z.strictObject({
    region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, {
      error: 'Give the region by its AWS name, such as eu-central-1.',
    }),
    identity,
    /** In place of the region's own address. */
    endpoint: address.optional(),
    /** A role to take on. */
    roleArn: z
      .string()
      .regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/, {
        error: 'Give the ARN of a role, such as arn:aws:iam::123456789012:role/keystow.',
      })
      .optional(),
  }),
  gcp: z.strictObject({
    project: z.string().regex(/^[a-z0-9:.-]{1,100}$/, {
      error: 'Give the project by its id or number, such as acme-prod-1234.',
    }),
    identity,
    endpoint: address.optional(),
  }),
  vault: z.strictObject({
    address,
    mount: z.string().regex(VAULT_PATH, VAULT_PATH_EXPECTED).default('secret'),
    namespace: z.string().regex(VAULT_PATH, VAULT_PATH_EXPECTED).optional(),
    auth: z.enum(['token', 'approle', 'own']),
    /** Of an AppRole. */
    roleId: z.string().min(1).max(200).optional(),
    rolePath: z.string().regex(VAULT_PATH, VAULT_PATH_EXPECTED).default('approle'),
  }),
  env: z.strictObject({
    /** The console's own variables, a dotenv file, or a folder with a file for each name. */
    source: z.enum(['process', 'file', 'folder']),
    /** Absolute; of a file or a folder. */
    path: z.string().startsWith('/').max(1000).optional(),
  }),
} as const;

export type ConnectorSettings = {
  readonly [K in keyof typeof CONNECTOR_SETTINGS]: z.output<(typeof CONNECTOR_SETTINGS)[K]>;
};

const described = {
  name: writtenLine(200),
  settings: z.record(z.string(), z.unknown()),
  /** Globs of which a reference must fit one; empty: all of its own mount, project, or region and account. */
  allowed: z.array(z.string().regex(REFERENCE_GLOB, { error: REFERENCE_GLOB_EXPECTED })).max(50),
  writable: z.boolean(),
};

/** By field; write-only. */
const credentials = z.record(z.string(), z.string());

export const createConnectorBody = z
  .strictObject({
    kind: connectorKind,
    /** Left out: the actor's organization. It serves that scope and those below. */
    scope: z.strictObject({ kind: scopeKind, id: scopeReference }).optional(),
    /** The only one of its organization. */
    slug: z.string().max(SLUG_LENGTH_MAX + 1),
    ...described,
    allowed: described.allowed.optional(),
    writable: described.writable.optional(),
    credentials: credentials.optional(),
  })
  .meta({ id: 'CreateConnector' });

export type CreateConnectorInput = z.infer<typeof createConnectorBody>;

/** What is left out stays; another destination needs the credentials anew. */
export const changeConnectorBody = z
  .strictObject({
    name: described.name.optional(),
    settings: described.settings.optional(),
    allowed: described.allowed.optional(),
    writable: described.writable.optional(),
    credentials: credentials.optional(),
    /** The version it has to be of. */
    ifVersion: z.number().int().min(1).optional(),
  })
  .meta({ id: 'ChangeConnector' });

export type ChangeConnectorInput = z.infer<typeof changeConnectorBody>;

export const listConnectorsQuery = z.strictObject({
  /** Left out: the actor's organization. */
  scope: scopeReference.optional(),
  /** Tells scopes of the same slug apart. */
  scopeKind: scopeKind.optional(),
  /** `true`: only those that serve the scope itself, and none of scopes below it. */
  serving: z.enum(['true', 'false']).optional(),
  kind: connectorKind.optional(),
  /** A slug, as `next` of the page before. */
  after: z
    .string()
    .max(SLUG_LENGTH_MAX)
    .regex(/^[a-z0-9-]+$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

export type ListConnectorsQuery = z.infer<typeof listConnectorsQuery>;

export const approveConnectorBody = z
  .strictObject({
    /** The one that was looked at. */
    version: z.number().int().min(1),
  })
  .meta({ id: 'ApproveConnector' });

export const deleteConnectorQuery = z.strictObject({
  /** The version it has to be of. */
  ifVersion: z.coerce.number().int().min(1).optional(),
});

export const testStep = z.object({
  name: z.string(),
  /** Null: not tried. */
  ok: z.boolean().nullable(),
  detail: z.string(),
});

export const connector = z
  .object({
    id: z.string(),
    kind: connectorKind,
    slug: z.string(),
    name: z.string(),
    scope: z.object({ kind: scopeKind, id: z.string(), path: z.string() }),
    settings: z.record(z.string(), z.unknown()),
    allowed: z.array(z.string()),
    writable: z.boolean(),
    /** Whether credentials are sealed with it. */
    hasCredentials: z.boolean(),
    /** They were lost with a master key, or no longer opened: enter them again. */
    credentialsLost: z.boolean(),
    /** The host that gets credentials and values; null where nothing leaves the console. */
    destination: z.string().nullable(),
    /** Until then nothing is sent. */
    approved: z.object({ at: z.iso.datetime(), by: z.string() }).nullable(),
    /** How many secrets are fetched through it, those in the bin included. */
    secrets: z.number().int(),
    version: z.number().int(),
    test: z.object({ at: z.iso.datetime(), steps: z.array(testStep) }).nullable(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    updatedBy: z.string(),
  })
  .meta({ id: 'Connector' });

export type Connector = z.infer<typeof connector>;

export const connectorList = z
  .object({ items: z.array(connector), next: z.string().nullable() })
  .meta({ id: 'ConnectorList' });

export type ConnectorList = z.infer<typeof connectorList>;
