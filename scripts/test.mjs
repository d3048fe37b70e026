// `npm test`, or `npm test -- types lint unit e2e` for some of it. Imports nothing statically that an
// old Node could not read.

const OLDEST_NODE = [20, 19];

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
  console.error(
    `Keystow needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.version}.`,
  );
  process.exit(1);
}

const { runTests } = await import('./test/run-tests.mjs');
await runTests(process.argv.slice(2));
