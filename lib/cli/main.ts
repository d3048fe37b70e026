// The `keystow` command: one process, one command, one exit code.

import { createProgram } from './program';
import { runProgram } from './run-program';
import { processTerminal } from './terminal';

const code = await runProgram(createProgram(processTerminal), processTerminal, process.argv);
process.exitCode = code;
// Whoever waits for the end of a program does not wait for a connection that lingers.
if (process.argv[2] === 'run') setTimeout(() => process.exit(code), 500).unref();
