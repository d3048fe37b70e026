// What stands between a connector's policy and the program that speaks for it.

import 'server-only';
import type { Backend, Outcome } from '@/lib/backends/backend';
import { BackendFault } from '@/lib/domain/backend';
import type { ExternalBackend } from '@/lib/domain/backend';
import type { BackendReference } from '@/lib/domain/backend-reference';
import { reachesReference } from '@/lib/domain/connector-reach';
import { isOwnReference, OWN_REFERENCE } from './own-reference';
import type { ProviderPlace } from './own-reference';

export interface Limits {
  readonly kind: ExternalBackend;
  readonly slug: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly allowed: readonly string[];
  readonly writable: boolean;
  /** Where the console's own secrets are, which nothing reaches. */
  readonly own: ProviderPlace;
}

/** Answers everything with the one fault, and asks nobody. */
export function refusingBackend(fault: BackendFault): Backend {
  const refuse = () => Promise.reject(fault);
  return {
    get: async (references) => references.map(() => ({ ok: false, fault })),
    describe: refuse,
    put: refuse,
    remove: refuse,
    list: refuse,
    keys: refuse,
    test: async () => [{ name: 'open', ok: false, detail: fault.message }],
    close: () => undefined,
  };
}

/** The backend, as far as the connector's globs and its right to write go. */
export function limitedBackend(limits: Limits, backend: Backend): Backend {
  const { put, remove, list, keys } = backend;
  const check = (reference: BackendReference) => {
    const fault = refusalOf(limits, reference);
    if (fault) throw fault;
  };
  const checkWrite = (reference: BackendReference) => {
    check(reference);
    if (!limits.writable) throw readOnly(limits);
  };
  return {
    get: (references, stop) => getAllowed(limits, backend, references, stop),
    describe: async (reference, stop) => {
      check(reference);
      return backend.describe(reference, stop);
    },
    ...(put && {
      put: async (reference, value, stop) => {
        checkWrite(reference);
        return put.call(backend, reference, value, stop);
      },
    }),
    ...(remove && {
      remove: async (reference, stop) => {
        checkWrite(reference);
        return remove.call(backend, reference, stop);
      },
    }),
    ...(list && {
      list: async (after, stop) => {
        const { items, next } = await list.call(backend, after, stop);
        return { items: items.filter(({ reference }) => !isOwn(limits, reference)), next };
      },
    }),
    ...(keys && {
      keys: async (reference, stop) => {
        check(reference);
        return keys.call(backend, reference, stop);
      },
    }),
    test: (stop) => backend.test(stop),
    close: () => backend.close(),
  };
}

async function getAllowed(
  limits: Limits,
  backend: Backend,
  references: readonly BackendReference[],
  stop: AbortSignal,
): ReturnType<Backend['get']> {
  const asked = references.filter((one) => refusalOf(limits, one) === null);
  const got = asked.length > 0 ? await backend.get(asked, stop) : [];
  const outcomes = new Map(asked.map((one, index) => [one, got[index]!]));
  return references.map(
    (one): Outcome<never> | (typeof got)[number] =>
      outcomes.get(one) ?? { ok: false, fault: refusalOf(limits, one)! },
  );
}

function isOwn({ own, kind }: Limits, reference: string): boolean {
  return isOwnReference(own, kind, { path: reference });
}

/** Null for a reference that may be asked for. */
function refusalOf(limits: Limits, reference: BackendReference): BackendFault | null {
  if (isOwnReference(limits.own, limits.kind, reference)) {
    return new BackendFault('denied', OWN_REFERENCE);
  }
  return reachesReference(limits, reference) ? null : beyond(limits);
}

function beyond({ slug }: Limits): BackendFault {
  const remedy = 'Use another reference, or let its manager allow this one.';
  return new BackendFault('denied', `The connector ${slug} does not allow that path. ${remedy}`);
}

function readOnly({ slug }: Limits): BackendFault {
  const remedy = 'Let its manager allow writing, or write the value at the backend.';
  return new BackendFault('denied', `The connector ${slug} only reads. ${remedy}`);
}
