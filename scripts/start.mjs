// `npm start`, `npm run dev` and `npm run demo`. Runs before anything is installed, so it imports nothing but Node,
// and nothing statically: an old Node must be able to read as far as the version check.

const OLDEST_NODE = [20, 19];

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
  console.error(
    `Keystow needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.version}.`,
  );
  process.exit(1);
}

const { start } = await import('./start/start-console.mjs');
const asked = (flag) => process.argv.includes(flag);
await start({ dev: asked('--dev'), demo: asked('--demo') });
