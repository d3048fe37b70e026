// The script that completes the command in fish, with what each word is for.

import type { CompletedCommand, CompletedOption } from './command-table';

/** Behind `--` fish completes as it does elsewhere. */
export function fishCompletion(table: readonly CompletedCommand[]): string {
  const below = table.slice(1).map(({ path }) => quoted(path));
  return `function __keystow_at
    set -l at keystow
    set -l words (commandline -opc)
    for word in $words[2..-1]
        test "$word" = --; and return 1
        contains -- "$at $word" ${below.join(' ')}; and set at "$at $word"
    end
    test "$at" = "$argv[1]"
end
${table.flatMap(linesOf).join('\n')}
`;
}

function linesOf({ path, commands, options, choices }: CompletedCommand): string[] {
  const begin = `complete -c keystow -n ${quoted(`__keystow_at "${path}"`)}`;
  return [
    ...commands.map(({ name, about }) => `${begin} -f -a ${name} -d ${quoted(about)}`),
    ...choices.map((choice) => `${begin} -f -a ${choice}`),
    ...options.map((option) => `${begin} ${optionText(option)} -d ${quoted(option.about)}`),
  ];
}

function optionText({ flags, takesValue, choices }: CompletedOption): string {
  const names = flags.map((flag) =>
    flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`,
  );
  if (choices.length > 0) return [...names, '-x', `-a ${quoted(choices.join(' '))}`].join(' ');
  return [...names, ...(takesValue ? ['-r'] : [])].join(' ');
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`;
}
