// The configuration of a running console: its settings, where each secret of it came from, and what was applied since.

import 'server-only';
import { HiddenText, readEnv, readProviderSettings, setLentVariable } from '@/lib/env';
import type { Env, ProviderSettings } from '@/lib/env';
import type { FoundSecret, FoundSecrets, Variables } from './found-secret';

export interface Applied {
  readonly at: Date;
  readonly by: string;
}

export class Configuration {
  #variables: Variables;
  #env: Env;
  readonly #found: Map<string, FoundSecret>;
  readonly #applied = new Map<string, Applied>();

  /** `found` goes before what `variables` say of the same name. Throws EnvRefusal. */
  constructor(
    readonly surroundings: { readonly variables: Variables; readonly folder: string },
    readonly settings: ProviderSettings,
    found: FoundSecrets,
  ) {
    const texts = [...found].map(([name, { text }]) => [name, text.reveal()] as const);
    this.#variables = { ...surroundings.variables, ...Object.fromEntries(texts) };
    this.#env = readEnv(this.#variables);
    this.#found = new Map(found);
  }

  /** Of variables alone, without files and clouds. Throws EnvRefusal. */
  static ofVariables(variables: Variables): Configuration {
    const given = Object.entries(variables).flatMap(([name, text]) =>
      text
        ? [
            [
              name,
              { text: new HiddenText(text), source: `the variable ${name}`, reference: null },
            ] as const,
          ]
        : [],
    );
    const settings = readProviderSettings(variables);
    return new Configuration({ variables, folder: '/nonexistent' }, settings, new Map(given));
  }

  /** As it is now: ask anew at each use. */
  get env(): Env {
    return this.#env;
  }

  /** What this process uses of that name. */
  secret(name: string): FoundSecret | undefined {
    return this.#found.get(name);
  }

  applied(name: string): Applied | undefined {
    return this.#applied.get(name);
  }

  /** The settings with another value of `name`. Changes nothing. Throws EnvRefusal. */
  envWith(name: string, text: string): Env {
    return readEnv({ ...this.#variables, [name]: text });
  }

  /** Another value of `name`, for as long as this process lives. Throws EnvRefusal before anything changed. */
  apply(name: string, text: string, by: string): void {
    this.#env = this.envWith(name, text);
    this.#variables = { ...this.#variables, [name]: text };
    const source = 'applied until restart';
    this.#found.set(name, { text: new HiddenText(text), source, reference: null });
    this.#applied.set(name, { at: new Date(), by });
  }

  /** As `apply`, for what Keystow only lends: connectors to this process's variables hand it out from now on. */
  applyLent(name: string, text: string, by: string): void {
    this.apply(name, text, by);
    setLentVariable(name, text);
  }
}
