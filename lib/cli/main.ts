// The `keystow` command: one process, one command, one exit code.

import { createProgram } from './program';
import { runProgram } from './run-program';
import { processTerminal } from './terminal';

process.exitCode = await runProgram(createProgram(processTerminal), processTerminal, process.argv);
