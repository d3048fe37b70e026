import { CommandLine } from '@/components/ui/command-line';

/** What to do with the file and with the key, in plain words. */
export function BackupAdvice({ folder }: { readonly folder: string }) {
  return (
    <section aria-labelledby="what-to-do" className="mt-9 max-w-176">
      <h2 id="what-to-do" className="mb-2 text-15 font-medium">
        What to do with the file and the key
      </h2>
      <ul className="mb-4 list-disc space-y-1 pl-4">
        <li>
          Files are in <span className="font-mono text-12 wrap-anywhere">{folder}</span> on the
          server. Copy them to another machine: a disk that is lost takes them along. They are not
          handed out over the network.
        </li>
        <li>
          A file holds every value, sealed, and no key. Keep the master key it needs, and keep it
          apart from the file: both together open everything.
        </li>
        <li>
          A backup needs the master key of its own time. Keep retired keys for as long as backups
          that need them.
        </li>
        <li>
          To restore, stop the console and run the command below in its folder. Everybody signs in
          again, links end, and you are asked about machine tokens.
        </li>
      </ul>
      <CommandLine command="npm run keystow -- backup restore FILE" />
    </section>
  );
}
