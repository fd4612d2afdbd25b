// The tools that serve a deck while it is written: whydeck, and those that are measured beside it.

import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { now } from './page.mjs';

const BENCHES = path.dirname(fileURLToPath(import.meta.url));
const REPOSITORY = path.dirname(BENCHES);
const READY = 60_000; // ms to start: slidev bundles first

export const running = new Set();

/** A server in a process group of its own: some tools start others. */
function start(command, args, options = {}) {
  const child = spawn(command, args.map(String), { detached: true, stdio: ['ignore', 'pipe', 'pipe'], ...options });
  const server = { pid: child.pid, said: '', ended: null, stop: () => {} };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => { server.said = (server.said + data).slice(-65_536); });
  const ended = new Promise((resolve) => {
    child.on('error', (error) => { server.ended = error.message; resolve(); });
    child.on('exit', (code) => { server.ended ??= `it ended with ${code}: ${server.said.trim().split('\n').at(-1)}`; resolve(); });
  });
  server.stop = async () => {
    try { process.kill(-server.pid, 'SIGKILL'); } catch { /* gone already */ }
    await ended;
    running.delete(server);
  };
  running.add(server);
  return server;
}

export const whydeck = {
  name: 'whydeck',
  start: (deck, port, more = []) => start(whydeck.binary, ['serve', deck.file, '--port', port, ...more]),
  address: (port) => `http://127.0.0.1:${port}/`,
};

export function findWhydeck() {
  if (process.env.WHYDECK) return path.resolve(process.env.WHYDECK);
  execFileSync('cargo', ['build', '--release', '--locked', '--quiet'], { cwd: REPOSITORY, stdio: ['ignore', 2, 2] });
  return path.resolve(REPOSITORY, process.env.CARGO_TARGET_DIR ?? 'target', 'release/whydeck');
}

const inFolder = (deck, more = {}) => ({ cwd: path.dirname(deck.file), env: { ...process.env, ...more } });
export const PEERS = [
  {
    name: 'reveal-md',
    start: (deck, port, bin) => start(bin, ['slides.md', '--watch', '--port', port, '--disable-auto-open'], inFolder(deck)),
    address: (port) => `http://localhost:${port}/slides.md`,
  },
  {
    name: 'marp',
    start: (deck, port, bin) => start(bin, ['--server', '.'], inFolder(deck, { PORT: port })),
    address: (port) => `http://localhost:${port}/slides.md`,
  },
  {
    name: 'slidev',
    start: (deck, port, bin) => start(bin, ['slides.md', '--port', port], inFolder(deck)),
    address: (port) => `http://localhost:${port}/1`,
  },
];

export function findPeer({ name }) {
  const homes = [process.env.PEERS_DIR, BENCHES].filter(Boolean).map((home) => path.resolve(home, 'node_modules/.bin'));
  const found = [...homes, ...process.env.PATH.split(path.delimiter)].map((folder) => path.join(folder, name));
  return found.find((file) => fs.existsSync(file));
}

export function version(command) {
  try {
    return /\d+\.\d+(\.\d+)*/.exec(execFileSync(command, ['--version'], { encoding: 'utf8', timeout: READY, stdio: 'pipe' }))?.[0] ?? '';
  } catch {
    return '';
  }
}

export async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => { server.once('listening', resolve); });
  const { port } = server.address();
  await new Promise((resolve) => { server.close(resolve); });
  return port;
}

/** Asks again and again, without rest, until the page comes: the time of its first byte. */
export async function firstByte(server, address) {
  const { host, hostname, port, pathname } = new URL(address);
  const ask = () => new Promise((resolve) => {
    const socket = net.connect(port, hostname, () => socket.write(`GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\n\r\n`));
    const end = (at) => { resolve(at); socket.destroy(); };
    socket.setTimeout(READY, () => end(0));
    socket.once('data', (data) => end(data.toString('latin1').startsWith('HTTP/1.1 200') ? now() : 0));
    for (const failing of ['error', 'close']) socket.once(failing, () => end(0));
  });
  for (const begin = now(); now() - begin < READY;) {
    if (server.ended) throw new Error(server.ended);
    const at = await ask();
    if (at) return at;
    await new Promise(setImmediate);
  }
  throw new Error('no answer');
}
