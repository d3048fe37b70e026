// A console of its own on a shared database: own connections, key ring, key file and heartbeat.

import { writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { openDatabase } from '@/lib/db/connection/database';
import type { Installation } from '@/lib/services/context';
import { joinNodes } from '@/lib/services/nodes/join-nodes';
import { testInstallation } from './installation';

export class ConsoleNode {
  readonly name: string;
  readonly #databaseUrl: string;
  readonly #keyFile: string;
  #installation: Installation | null = null;
  #leave: (() => Promise<void>) | null = null;

  /** Its key file is called `name` and lies in `folder`. */
  constructor(name: string, databaseUrl: string, folder: string) {
    this.name = name;
    this.#databaseUrl = databaseUrl;
    this.#keyFile = path.join(folder, name);
  }

  get installation(): Installation {
    if (!this.#installation) throw new Error(`${this.name} does not run.`);
    return this.#installation;
  }

  /** Puts `key` where the node looks when it starts, and again at each heartbeat. */
  async deploy(key: string): Promise<void> {
    await writeFile(this.#keyFile, `${key}\n`);
  }

  /** Starts it, or starts it again. */
  async start(): Promise<void> {
    await this.stop();
    const database = await openDatabase({ databaseUrl: this.#databaseUrl, dataDir: '' });
    this.#installation = await testInstallation(database, {
      KEYSTOW_MASTER_KEY: '',
      KEYSTOW_MASTER_KEY_FILE: this.#keyFile,
    });
    await this.beat();
  }

  /** Tells the others what the next heartbeat would tell them, under its own name as the host. */
  async beat(): Promise<void> {
    await this.#leave?.();
    this.#leave = await joinNodes(this.installation);
    const { prisma } = this.installation.database;
    await prisma.node.updateMany({ where: { host: hostname() }, data: { host: this.name } });
  }

  async stop(): Promise<void> {
    await this.#leave?.();
    await this.#installation?.database.close();
    this.#leave = null;
    this.#installation = null;
  }
}
