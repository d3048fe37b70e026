// Build and server settings of the console.

/** @type {import('next').NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  serverExternalPackages: [
    '@electric-sql/pglite',
    'pg',
    '@node-rs/argon2',
    'pino',
    '@aws-sdk/client-secrets-manager',
    '@aws-sdk/credential-providers',
    '@smithy/node-http-handler',
    'google-auth-library',
  ],
  // Next prints the arguments of server actions in development; they may hold a value.
  logging: { serverFunctions: false, incomingRequests: false },
  devIndicators: false,
  // No picture is resized, so the route that would fetch and resize any does not exist.
  images: { unoptimized: true },
  // `npm test` checks the types; a first start need not wait for it.
  typescript: { ignoreBuildErrors: true },
  // An import of 1 MiB, whose line ends a form sends as two bytes each.
  experimental: { serverActions: { bodySizeLimit: '3mb' } },
  // A lockfile in a folder above is not ours.
  turbopack: { root: import.meta.dirname },
};

export default config;
