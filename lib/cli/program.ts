// The command line as a whole: its help, its version, and a file for each command.

import { Command } from 'commander';
import { addBackup } from './commands/backup';
import { addBriefs } from './commands/briefs';
import { addCompletion } from './commands/completion';
import { addDestinations } from './commands/destinations';
import { addDoctor } from './commands/doctor';
import { addGroups } from './commands/groups';
import { addIntake } from './commands/intake';
import { addConnectors } from './commands/connectors';
import { addFernet } from './commands/fernet';
import { addInstances } from './commands/instances';
import { addIntegrations } from './commands/integrations';
import { addAudit } from './commands/audit';
import { addKeys } from './commands/keys';
import { addLogin } from './commands/login';
import { addManaged } from './commands/managed';
import { addEvidence } from './commands/evidence';
import { addLeaks } from './commands/leaks';
import { addRecoverOwner } from './commands/recover-owner';
import { addRoles } from './commands/roles';
import { addRotation } from './commands/rotation';
import { addReset } from './commands/reset';
import { addRun } from './commands/run';
import { addVerify } from './commands/verify';
import { addSecrets } from './commands/secrets';
import { addTokens } from './commands/tokens';
import type { Terminal } from './terminal';

/** Put in when the command is built. */
declare const KEYSTOW_VERSION: string;

const EXIT_CODES = `
Exit codes:
  0    done
  1    refused or failed; the line on standard error says why, and what to do
  2    the command was put wrongly
  125  a defect of keystow itself`;

/** Each `add…` registers one command. Throws nothing; parsing it does. */
export function createProgram(terminal: Terminal): Command {
  const program = new Command('keystow')
    .description('Keystow from the command line.')
    .version(
      typeof KEYSTOW_VERSION === 'undefined' ? 'unbuilt' : KEYSTOW_VERSION,
      '-V, --version',
      'print the version',
    )
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command')
    .addHelpText('after', EXIT_CODES)
    // Options behind a command's own arguments belong to what it starts.
    .enablePositionalOptions()
    .configureOutput({
      writeOut: terminal.write,
      writeErr: terminal.tell,
      // Who runs the command says what was wrong with it, as JSON where that is wanted.
      outputError: () => undefined,
    })
    .configureHelp({ commandDescription: (command) => unwrapped(command.description()) })
    .exitOverride();
  addBackup(program, terminal);
  addBriefs(program, terminal);
  addCompletion(program, terminal);
  addDoctor(program, terminal);
  addGroups(program, terminal);
  addIntake(program, terminal);
  addIntegrations(program, terminal);
  addConnectors(program, terminal);
  addInstances(program, terminal);
  addRotation(program, terminal);
  addLeaks(program, terminal);
  addEvidence(program, terminal);
  addFernet(program, terminal);
  addAudit(program, terminal);
  addKeys(program, terminal);
  addLogin(program, terminal);
  addManaged(program, terminal);
  addRecoverOwner(program, terminal);
  addReset(program, terminal);
  addRoles(program, terminal);
  addRun(program, terminal);
  addVerify(program, terminal);
  addDestinations(program, terminal);
  addSecrets(program, terminal);
  addTokens(program, terminal);
  return program;
}

/** Lines of a paragraph are joined, to be wrapped for the terminal that they are read at. */
function unwrapped(text: string): string {
  return text.replaceAll(/(\S)\n(?=\S)/g, '$1 ');
}
