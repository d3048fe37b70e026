// What a program has taken for itself: values by name, in an object that does not print them.

import type { Bundle } from '@/lib/contracts/delivery';
import type { TakenSecrets as Told } from './client-interface';

const INSPECT = Symbol.for('nodejs.util.inspect.custom');

export class TakenSecrets implements Told {
  readonly #env: ReadonlyMap<string, string>;
  readonly #files: ReadonlyMap<string, Buffer>;
  /** By the name of a secret. */
  readonly versions: Readonly<Record<string, number>>;
  /** What has no value, where part was asked for. */
  readonly leftOut: readonly string[];
  /** The task, where it was taken for a brief. */
  readonly brief: Told['brief'];

  constructor({ env, files, versions, leftOut, brief }: Bundle) {
    this.#env = new Map(Object.entries(env));
    this.#files = new Map(
      Object.entries(files).map(([name, base64]) => [name, Buffer.from(base64, 'base64')]),
    );
    this.versions = Object.freeze({ ...versions });
    this.leftOut = Object.freeze([...leftOut]);
    this.brief = brief ?? null;
  }

  /** Names of values, in order, without those of files. */
  get names(): readonly string[] {
    return [...this.#env.keys()].sort();
  }

  get fileNames(): readonly string[] {
    return [...this.#files.keys()].sort();
  }

  /** Undefined where nothing of that name was delivered. */
  get(name: string): string | undefined {
    return this.#env.get(name);
  }

  /** Throws an Error that names what is missing. */
  need(name: string): string {
    const value = this.#env.get(name);
    if (value === undefined) throw new Error(`${name} was not delivered.`);
    return value;
  }

  /** The bytes of what is delivered as a file; a copy. Undefined where there is none of that name. */
  file(name: string): Buffer | undefined {
    const bytes = this.#files.get(name);
    return bytes && Buffer.from(bytes);
  }

  toString(): string {
    return `[${this.#env.size + this.#files.size} secrets]`;
  }

  toJSON(): string {
    return this.toString();
  }

  [INSPECT](): string {
    return this.toString();
  }
}
