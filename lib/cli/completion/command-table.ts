// Every command with what may stand behind it, read from the program itself for shells that complete it.

import type { Command, Option } from 'commander';

export interface CompletedOption {
  /** With its dashes. */
  readonly flags: readonly string[];
  readonly takesValue: boolean;
  readonly choices: readonly string[];
  readonly about: string;
}

export interface CompletedCommand {
  /** The words that lead to it: `keystow secrets set`. */
  readonly path: string;
  readonly commands: readonly { readonly name: string; readonly about: string }[];
  readonly options: readonly CompletedOption[];
  /** What its own arguments may be, where they are one of a few. */
  readonly choices: readonly string[];
}

/** Of the command and all below it, outermost first. */
export function commandTable(command: Command, above = ''): CompletedCommand[] {
  const path = `${above}${command.name()}`;
  const help = command.createHelp();
  const commands = help.visibleCommands(command);
  const here = {
    path,
    commands: commands.map((one) => ({ name: one.name(), about: help.subcommandDescription(one) })),
    options: help.visibleOptions(command).map(completed),
    choices: command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
  };
  return [here, ...commands.flatMap((one) => commandTable(one, `${path} `))];
}

function completed({ long, short, required, optional, argChoices, description }: Option) {
  return {
    flags: [long, short].filter((flag) => flag != null),
    takesValue: required || optional,
    choices: argChoices ?? [],
    about: description,
  };
}

/** What may stand where a word begins. */
export function wordsOf({ commands, options, choices }: CompletedCommand): string[] {
  return [
    ...commands.map(({ name }) => name),
    ...choices,
    ...options.flatMap(({ flags }) => flags),
  ];
}
