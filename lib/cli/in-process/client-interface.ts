// What `keystow/client` offers, without imports: it lies beside what is built as its type declarations.

export interface TakeDeliveryOptions {
  /** Such as `https://keys.example.org`. */
  readonly url: string;
  /** A machine token, or the callback token of a brief. */
  readonly token: string;
  /** As KEYSTOW_SERVER_KEY: one, or several joined by commas. */
  readonly serverKey: string;
  /** An id or a path; either this or `brief`. */
  readonly app?: string;
  readonly brief?: string;
  /** Exact names and globs; left out: all. */
  readonly only?: readonly string[];
  readonly staged?: boolean;
  readonly partial?: boolean;
  /** Goes on as that worker: the `worker` of an earlier delivery of this program. */
  readonly worker?: string;
  readonly signal?: AbortSignal;
}

export interface TakenByProgram {
  readonly id: string;
  readonly worker: string | null;
  readonly secrets: TakenSecrets;
  /** Tells the console that they have arrived. */
  readonly ack: () => Promise<void>;
  /**
   * Keeps the board up to date, and calls back when what is held has changed, once for each change. What
   * it returns ends that. Take another delivery, with this `worker`, to hold what is new.
   */
  readonly onChange: (changed: (what: SecretsChanged) => void) => () => void;
  /** The last word: this program ends, or lets its secrets go. */
  readonly end: (exitCode?: number) => Promise<void>;
}

/** Values by name, in an object that does not print them. */
export interface TakenSecrets {
  /** By the name of a secret. */
  readonly versions: Readonly<Record<string, number>>;
  /** What has no value, where part was asked for. */
  readonly leftOut: readonly string[];
  /** The task, where it was taken for a brief. */
  readonly brief: { readonly id: string; readonly title: string; readonly task: unknown } | null;
  /** Names of values, in order, without those of files. */
  readonly names: readonly string[];
  readonly fileNames: readonly string[];
  /** Undefined where nothing of that name was delivered. */
  readonly get: (name: string) => string | undefined;
  /** Throws an Error that names what is missing. */
  readonly need: (name: string) => string;
  /** The bytes of what is delivered as a file; a copy. Undefined where there is none of that name. */
  readonly file: (name: string) => Buffer | undefined;
}

/** What would be delivered otherwise now than it was. */
export interface SecretsChanged {
  readonly changes: readonly {
    readonly name: string;
    readonly how: 'changed' | 'new' | 'gone';
    /** The kind of scope whose change it is; `organization` is the platform. */
    readonly cause: 'organization' | 'team' | 'workspace' | 'app';
    /** Versions; null where there is none. */
    readonly from: number | null;
    readonly to: number | null;
  }[];
  readonly reason: string | null;
}

/** The console refused, or did not answer: then `code` is `unreachable`. */
export interface RequestRefused extends Error {
  readonly code: string;
  readonly status: number | null;
  readonly issues: readonly {
    readonly pointer: string;
    readonly code: string;
    readonly message: string;
  }[];
  readonly requestId: string | null;
  readonly retryAfterSeconds: number | null;
}

/** The answer is not from the pinned console to this request, or holds what may not be delivered. */
export interface DeliveryRefused extends Error {
  readonly code: 'delivery_refused';
  readonly reason:
    'does_not_open' | 'other_request' | 'other_signer' | 'other_run' | 'expired' | 'unfit_name';
}

/** For `instanceof`. */
export declare const RequestRefused: abstract new (...made: never) => RequestRefused;
export declare const DeliveryRefused: abstract new (...made: never) => DeliveryRefused;

/**
 * Throws a TypeError for options that cannot be used, RequestRefused, and DeliveryRefused for an answer that
 * is not from the pinned console to this request.
 */
export declare function takeDelivery(options: TakeDeliveryOptions): Promise<TakenByProgram>;
