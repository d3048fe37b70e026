import { redirect } from 'next/navigation';

/** The vault is where everybody begins. */
export default function Home() {
  redirect('/vault');
}
