// An external backend in memory, for tests: what it holds, what it answers with, and what it was asked.

import type { Backend, Described, Fetched, Listed, Outcome } from '@/lib/backends/backend';
import { findSealedConnectors, insertConnector } from '@/lib/db/connectors/sealed-connectors';
import { holdScope } from '@/lib/db/scopes/scopes';
import { BackendFault } from '@/lib/domain/backend';
import type { BackendSchedule, ExternalBackend } from '@/lib/domain/backend';
import type { BackendReference } from '@/lib/domain/backend-reference';
import { newUuid } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { authorize, PLATFORM_SCOPE } from '@/lib/services/access/authorize';
import { sealCredentials } from '@/lib/services/backends/connector-credentials';
import { openBackendsWith } from '@/lib/services/backends/open-connector';
import type { Installation } from '@/lib/services/context';
import { recorded } from '@/lib/services/recorded';
import type { TestOrganization } from '../organization';

interface Held {
  readonly bytes: Uint8Array;
  readonly version: string | null;
  readonly at: Date;
}

export class HarnessBackend implements Backend {
  readonly held = new Map<string, Held>();
  /** By the path that is asked for; `*` for any. */
  readonly faults = new Map<string, BackendFault>();
  readonly asked: string[] = [];
  schedule: BackendSchedule | null = null;
  /** Why nothing is described, though values are given. */
  undescribed: BackendFault | null = null;
  #count = 0;

  /** Its next version; `null` as one whose backend has none. */
  keep(text: string, value: string | Uint8Array, version?: string | null): void {
    this.#count += 1;
    const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value;
    const at = new Date('2026-11-01T10:00:00.000Z');
    this.held.set(text, {
      bytes,
      version: version === undefined ? `v${this.#count}` : version,
      at,
    });
  }

  async get(references: readonly BackendReference[]): Promise<Outcome<Fetched>[]> {
    this.asked.push(`get ${references.map(({ text }) => text).join(' ')}`);
    return references.map((reference) => {
      const found = this.#find(reference);
      if (found instanceof BackendFault) return { ok: false, fault: found };
      const value = Plaintext.fromBytes(Uint8Array.from(found.bytes));
      return { ok: true, got: { value, version: found.version } };
    });
  }

  async describe(reference: BackendReference): Promise<Described> {
    this.asked.push(`describe ${reference.text}`);
    const found = this.#find(reference);
    if (found instanceof BackendFault) throw found;
    if (this.undescribed) throw this.undescribed;
    return { version: found.version, at: found.at, schedule: this.schedule };
  }

  async put(reference: BackendReference, value: Plaintext): Promise<Described> {
    this.asked.push(`put ${reference.text}`);
    const fault = this.#faultOf(reference);
    if (fault) throw fault;
    this.keep(
      reference.text,
      value.use((bytes) => Uint8Array.from(bytes)),
    );
    return this.describe(reference);
  }

  async remove(reference: BackendReference): Promise<void> {
    this.asked.push(`remove ${reference.text}`);
    const found = this.#find(reference);
    if (found instanceof BackendFault) throw found;
    this.held.delete(reference.text);
  }

  /** All that is held, in pages of two. */
  async list(after: string | null): Promise<Listed> {
    this.asked.push(`list ${after ?? ''}`);
    const fault = this.faults.get('*');
    if (fault) throw fault;
    const rest = [...this.held.keys()].sort().filter((text) => after === null || text > after);
    const items = rest.slice(0, 2).map((reference) => ({ reference, name: reference }));
    return { items, next: rest.length > 2 ? items.at(-1)!.reference : null };
  }

  async test(): Promise<[]> {
    return [];
  }

  close(): void {
    this.asked.push('close');
  }

  #faultOf({ text }: BackendReference): BackendFault | undefined {
    return this.faults.get(text) ?? this.faults.get('*');
  }

  #find(reference: BackendReference): Held | BackendFault {
    const absent = new BackendFault('absent', 'Nothing is there. Store a value there first.');
    return this.#faultOf(reference) ?? this.held.get(reference.text) ?? absent;
  }
}

/** All connectors of the installation but those of `env` lead to one that is made here. */
export function openHarness(installation: Installation): HarnessBackend {
  const harness = new HarnessBackend();
  openBackendsWith(installation, async () => harness);
  return harness;
}

export interface ConnectorMade {
  readonly kind: ExternalBackend;
  readonly slug: string;
  readonly scope?: ScopeSummary;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly allowed?: readonly string[];
  readonly writable?: boolean;
  readonly approved?: boolean;
}

/** Answers with its UUID. Without a scope it is the organization's. */
export async function makeConnector(
  { ctx, owner }: TestOrganization,
  { kind, slug, scope, ...made }: ConnectorMade,
): Promise<string> {
  const id = newUuid();
  const at = scope ? { kinds: [scope.kind], ref: scope.id } : PLATFORM_SCOPE;
  const authorized = await authorize(ctx, at, 'backends:manage');
  const { settings = { identity: 'own' }, allowed = [], writable = false, approved = true } = made;
  const row = {
    ...{ id, kind, slug, name: slug, settings, allowed, writable },
    destination: null,
    approvedAt: approved ? new Date() : null,
    approvedBy: approved ? owner.email : null,
    by: owner.email,
  };
  const bound = { ...row, organizationId: authorized.organizationId, scopeId: authorized.id };
  await recorded(
    ctx,
    async (tx) => {
      await holdScope(tx, authorized.id);
      const sealed = await sealCredentials(tx, ctx.installation, bound, null);
      return insertConnector(tx, authorized, { ...row, sealed });
    },
    () => ({ in: authorized, events: [] }),
  );
  return id;
}

/** As the console itself would allow other references: sealed again, and of another version. */
export async function allowOnly(
  { ctx }: TestOrganization,
  id: string,
  allowed: readonly string[],
): Promise<void> {
  const [row] = await findSealedConnectors(ctx.installation.database.prisma, [id]);
  await recorded(
    ctx,
    async (tx) => {
      await holdScope(tx, row!.scopeId);
      const sealed = await sealCredentials(tx, ctx.installation, { ...row!, allowed }, null);
      const data = { allowed: [...allowed], ...sealed, version: { increment: 1 } };
      await tx.connector.update({ where: { id }, data });
    },
    () => ({ in: 'installation', events: [] }),
  );
}
