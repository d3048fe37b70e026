// Those who watch for changes at one node: all of them are served by one question a second.

import 'server-only';
import type { ChangesEvent } from '@/lib/contracts/worker';
import { readChangeMarks } from '@/lib/db/workers/change-marks';
import type { ChangeMark, ChangeMarks } from '@/lib/db/workers/change-marks';
import type { Member } from '@/lib/domain/actor';
import { KeystowError } from '@/lib/domain/errors';
import type { Installation } from '../context';
import { log } from '../log';
import { SESSION_IDLE_HOURS_MAX } from '../sessions/prepare-session';

const ASKS_EVERY_MS = 1_000;
const STILL_HERE_EVERY_MS = 15_000;
/** Of one person's windows, of all workers with one token, and of this node. */
const WATCHES_MAX = { user: 20, token: 2_000, node: 5_000 } as const;

export interface Watcher {
  readonly member: Member;
  readonly scopeId: string;
  /** By what he watches: one answer is for all who watch there by it. */
  readonly permission: string;
  /** Whether he may still watch: asked every 15 s, because roles are taken away too. */
  readonly mayWatch: () => Promise<boolean>;
  readonly tell: (event: ChangesEvent) => void;
  /** Nothing has changed for 15 s. */
  readonly stillHere: () => void;
  readonly end: () => void;
}

interface Watch {
  readonly watcher: Watcher;
  told: string;
  heardAt: number;
}

export class ChangeWatch {
  readonly #installation: Installation;
  readonly #watches = new Set<Watch>();
  #timer: NodeJS.Timeout | undefined;
  #asking = false;
  #greeting = false;
  #ended = false;

  constructor(installation: Installation) {
    this.#installation = installation;
  }

  /**
   * Tells where things stand, and then every change, until the function it answers with is called.
   * Throws 429 for too many at once, 503 while the console stops.
   */
  async open(watcher: Watcher): Promise<() => void> {
    this.#requireRoom(watcher.member);
    const watch: Watch = { watcher, told: '', heardAt: Date.now() };
    this.#watches.add(watch);
    try {
      await this.#ask([watch]);
    } catch (error) {
      this.#watches.delete(watch);
      throw error;
    }
    this.#timer ??= setInterval(() => void this.#round(), ASKS_EVERY_MS).unref();
    return () => this.#close(watch);
  }

  /** Ends every watch for good: the console stops. */
  end(): void {
    this.#ended = true;
    for (const { watcher } of this.#watches) watcher.end();
    this.#watches.clear();
    this.#rest();
  }

  #requireRoom({ kind, id }: Member): void {
    if (this.#ended) throw new KeystowError('unavailable', 'The console stops.');
    const own = [...this.#watches].filter(({ watcher }) => watcher.member.id === id).length;
    if (own < WATCHES_MAX[kind] && this.#watches.size < WATCHES_MAX.node) return;
    throw new KeystowError('throttled', 'Too many event streams are open. Close some.', {
      retryAfterSeconds: 30,
    });
  }

  #close(watch: Watch): void {
    this.#watches.delete(watch);
    if (this.#watches.size === 0) this.#rest();
  }

  #rest(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Never throws: while the database is away the streams stay open and quiet. */
  async #round(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    try {
      await this.#ask([...this.#watches]);
      void this.#greet();
    } catch (error) {
      log.debug({ err: error }, 'the changes could not be read; asked again in a second');
    } finally {
      this.#asking = false;
    }
  }

  async #ask(watches: readonly Watch[]): Promise<void> {
    const members = watches.map(({ watcher }) => watcher.member);
    const found = await readChangeMarks(this.#installation.database.prisma, {
      scopeIds: [...new Set(watches.map(({ watcher }) => watcher.scopeId))],
      tokenIds: [...new Set(members.flatMap((one) => (one.kind === 'token' ? [one.id] : [])))],
      sessionIds: members.flatMap((one) => (one.kind === 'user' ? [one.sessionId] : [])),
      idleHours: SESSION_IDLE_HOURS_MAX,
    });
    for (const watch of watches) this.#settle(watch, found);
  }

  #settle(watch: Watch, { marks, live }: ChangeMarks): void {
    const { watcher } = watch;
    const mark = marks.find(({ scopeId }) => scopeId === watcher.scopeId);
    const { member } = watcher;
    if (!mark || !live.includes(member.kind === 'token' ? member.id : member.sessionId)) {
      this.#dismiss(watch);
      return;
    }
    const text = textOf(mark);
    if (text === watch.told) return;
    watch.told = text;
    watch.heardAt = Date.now();
    const { platform, app, workers, asked } = mark;
    watcher.tell({ platform, app, workers, asked });
  }

  /** Beside the rounds, which wait for nobody's rights; each right is asked once for all who use it. */
  async #greet(): Promise<void> {
    if (this.#greeting) return;
    this.#greeting = true;
    const since = Date.now() - STILL_HERE_EVERY_MS;
    const quiet = [...this.#watches].filter(({ heardAt }) => heardAt <= since);
    const rights = new Map<string, Watch[]>();
    for (const watch of quiet) {
      const right = rightOf(watch);
      rights.set(right, [...(rights.get(right) ?? []), watch]);
    }
    try {
      for (const alike of rights.values()) await this.#greetAlike(alike);
    } catch (error) {
      log.debug({ err: error }, 'who may watch could not be read; asked again in a second');
    } finally {
      this.#greeting = false;
    }
  }

  async #greetAlike(watches: readonly Watch[]): Promise<void> {
    const may = await watches[0]!.watcher.mayWatch();
    for (const watch of watches.filter((one) => this.#watches.has(one))) {
      watch.heardAt = Date.now();
      if (may) watch.watcher.stillHere();
      else this.#dismiss(watch);
    }
  }

  #dismiss(watch: Watch): void {
    this.#close(watch);
    watch.watcher.end();
  }
}

function rightOf({ watcher: { member, scopeId, permission } }: Watch): string {
  return [member.id, scopeId, permission].join();
}

function textOf({ platform, app, workers }: ChangeMark): string {
  return [platform, app, workers].join();
}

// Next compiles instrumentation and routes separately: the process, not the module, holds the watches.
const held = globalThis as typeof globalThis & {
  __keystowWatches?: WeakMap<Installation, ChangeWatch>;
};

export function changeWatchOf(installation: Installation): ChangeWatch {
  held.__keystowWatches ??= new WeakMap();
  const known = held.__keystowWatches.get(installation);
  if (known) return known;
  const made = new ChangeWatch(installation);
  held.__keystowWatches.set(installation, made);
  return made;
}
