import { CopyButton } from './copy-button';

/** A command to run elsewhere, whole, with a button that copies it. One click selects it all. */
export function CommandLine({ command }: { readonly command: string }) {
  return (
    <div className="flex items-start gap-1 rounded-md bg-panel py-0.5 pr-0.5 pl-3">
      <pre className="min-w-0 grow py-2 font-mono text-12 break-words whitespace-pre-wrap select-all">
        {command}
      </pre>
      <CopyButton text={command} label="Copy command" />
    </div>
  );
}
