// `keystow completion`: prints what a shell needs to complete the command.

import { Argument } from 'commander';
import type { Command } from 'commander';
import { bashCompletion, zshCompletion } from '../completion/bash-completion';
import { commandTable } from '../completion/command-table';
import { fishCompletion } from '../completion/fish-completion';
import type { Terminal } from '../terminal';

const SCRIPTS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;

const DESCRIPTION = `Prints a script by which a shell completes commands, options and their choices.

It completes a command that is called keystow: where there is none, make an alias.`;

const EXAMPLES = `
Examples:
  source <(keystow completion bash)       # in ~/.bashrc
  source <(keystow completion zsh)        # in ~/.zshrc
  keystow completion fish | source        # in ~/.config/fish/config.fish`;

export function addCompletion(program: Command, terminal: Terminal): void {
  program
    .command('completion')
    .summary('print a script that completes commands in a shell')
    .description(DESCRIPTION)
    .addArgument(new Argument('<shell>', 'which shell').choices(Object.keys(SCRIPTS)))
    .addHelpText('after', EXAMPLES)
    .action((shell: keyof typeof SCRIPTS) => terminal.write(SCRIPTS[shell](commandTable(program))));
}
