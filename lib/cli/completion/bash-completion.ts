// The script that completes the command in bash, and in zsh by its own emulation.

import { wordsOf } from './command-table';
import type { CompletedCommand } from './command-table';

/** Behind `--` and for values that are not one of a few, bash completes as it does elsewhere. */
export function bashCompletion(table: readonly CompletedCommand[]): string {
  const below = table.slice(1).map(({ path }) => quoted(path));
  const values = table.flatMap(({ path, options }) =>
    options
      .filter(({ takesValue }) => takesValue)
      .flatMap(({ flags, choices }) =>
        flags.map(
          (flag) => `    ${quoted(`${path} ${flag}`)}) words=${quoted(choices.join(' '))} ;;`,
        ),
      ),
  );
  const words = table.map(
    (one) => `      ${quoted(one.path)}) words=${quoted(wordsOf(one).join(' '))} ;;`,
  );
  return `_keystow() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" at=keystow words=- i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    [[ "\${COMP_WORDS[i]}" == -- ]] && return
    case "$at \${COMP_WORDS[i]}" in
      ${below.join(' | ')}) at="$at \${COMP_WORDS[i]}" ;;
    esac
  done
  case "$at $before" in
${values.join('\n')}
  esac
  if [[ "$words" == - ]]; then
    case "$at" in
${words.join('\n')}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _keystow keystow
`;
}

export function zshCompletion(table: readonly CompletedCommand[]): string {
  return `autoload -Uz +X compinit bashcompinit\n(( \${+_comps} )) || compinit\nbashcompinit\n${bashCompletion(table)}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
