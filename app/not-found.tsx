import Link from 'next/link';

export default function NotFound() {
  return (
    <main className="mx-auto max-w-120 px-4 py-16">
      <h1 className="text-20 font-medium">There is no page at this address</h1>
      <p className="mt-2">
        It may have moved, or you may not know of it.{' '}
        <Link href="/vault" className="text-accent underline">
          Go to the vault
        </Link>
      </p>
    </main>
  );
}
