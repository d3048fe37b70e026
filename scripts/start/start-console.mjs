// The steps of a start, in order: each does its work only where something changed since the last.

import { buildCli } from './build-cli.mjs';
import { buildConsole } from './build-console.mjs';
import { chooseDemo, demoNotice, fillDemo } from './demo.mjs';
import { freePort, PortRefused } from './front-door.mjs';
import { generateClient } from './generate-client.mjs';
import { installPackages } from './install-packages.mjs';
import { loadEnvFiles } from './load-env-files.mjs';
import { prepareDatabase } from './prepare-database.mjs';
import { Failure, step } from './progress.mjs';
import { serveConsole } from './serve-console.mjs';
import { isStopping, stopOnSignals } from './stop.mjs';

/** @param {{ dev: boolean, demo: boolean }} mode */
export async function start({ dev, demo }) {
  stopOnSignals();
  try {
    chooseMode(dev);
    if (demo) chooseDemo();
    await installPackages();
    await loadEnvFiles(dev);
    await generateClient();
    const settings = await prepareDatabase();
    if (demo) await fillDemo();
    const port = await freePort(settings.host, settings.port);
    if (!dev) {
      await buildConsole();
      await buildCli();
    }
    const announce = await step('Starting the console', () =>
      serveConsole({ ...settings, dev, port }),
    );
    announce();
    if (demo) console.log(demoNotice());
  } catch (error) {
    if (isStopping()) return;
    const told = error instanceof Failure || error instanceof PortRefused;
    console.error(told ? `\n${error.message}` : error);
    process.exit(1);
  }
}

/** React and Next load other code by NODE_ENV, so it has to be that of the command. */
function chooseMode(dev) {
  const mode = dev ? 'development' : 'production';
  process.env.NODE_ENV ||= mode;
  process.env.NEXT_TELEMETRY_DISABLED = '1';
  if (process.env.NODE_ENV !== mode) {
    const command = dev ? 'npm run dev' : 'npm start';
    throw new Failure(`NODE_ENV: expected ${mode} (or nothing) for ${command}.`);
  }
}
