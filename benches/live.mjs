// Prints the README's figures of `whydeck serve`: save → changed text in the page (beside reveal-md, marp and slidev),
// start → first answer, memory, followers, idling. All on the loopback, all bounded; nothing fails for being slow.
//
//     benches/live                     everything: some 7 minutes
//     RUNS=50 benches/live             fewer saves (200); PEER_RUNS for the other tools (20), LONG for memory (1000)
//     SEED=deck.md benches/live        a slide file of yours, too
//     FOLLOWERS=200 benches/live       fewer followers (1000)
//     WHYDECK=target/debug/whydeck     this binary; without it, the release binary is built
//     PEERS_DIR=/tmp/peers             other tools from its node_modules, besides the path and benches/node_modules
//     CHROMIUM=/usr/bin/chromium       the browser

import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import puppeteer from 'puppeteer-core';
import { ahead, listen, now, openPage } from './page.mjs';
import { PEERS, findPeer, findWhydeck, firstByte, freePort, running, version, whydeck } from './tools.mjs';

const BENCHES = path.dirname(fileURLToPath(import.meta.url));
const REPOSITORY = path.dirname(BENCHES);
const EXAMPLE = path.join(REPOSITORY, 'decks/examples/rust-1.52-slides.md');
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const number = (name, otherwise) => Number(process.env[name] ?? otherwise);
const RUNS = number('RUNS', 200);
const PEER_RUNS = number('PEER_RUNS', 20);
const LONG = number('LONG', 1000);
const FOLLOWERS = number('FOLLOWERS', 1000);
const WARM_UP = 5;            // saves that do not count
const LATE = 5_000;           // ms after which a save counts as missed
const READY = 60_000;         // ms for a tool to show its first page; slidev bundles first
const PAUSE = [60, 140];      // ms between saves
const PEER_PAUSE = [800, 1200]; // and for the others: a page that loads anew needs a moment before it listens again
const SETTLE = 1000;          // ms until a page's event stream is there
const PEER_SETTLE = 5000;     // slidev loads the page again when it has bundled

const FLAGS = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--no-first-run',
  // Pages of the other tools name fonts elsewhere: nothing leaves this machine.
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1'];

// ---------------------------------------------------------------- small things

const between = ([low, high]) => low + Math.random() * (high - low);
const progress = (text) => process.stderr.write(`${text}\n`);

function percentile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = part * (sorted.length - 1);
  const low = Math.floor(at);
  return sorted[low] + (sorted[Math.min(low + 1, sorted.length - 1)] - sorted[low]) * (at - low);
}
const median = (values) => percentile(values, 0.5);
const ms = (value) => (value < 100 ? value.toFixed(1) : Math.round(value).toLocaleString('en'));
const spread = (values) => [0.5, 0.95, 0.99, 1].map((part) => ms(percentile(values, part)));

const line = (...cells) => console.log(`| ${cells.join(' | ')} |`);

/** What cannot be measured says so in its row; the rest goes on. */
async function row(names, measure) {
  progress(names.join(', '));
  try {
    line(...names, ...await measure());
  } catch (error) {
    line(...names, `not measured: ${String(error.message ?? error).split('\n')[0]}`);
  }
}

// ---------------------------------------------------------------- decks

/** A slide file whose first slide shows a mark. */
class Deck {
  static marks = 0; // never the same twice, so that an old one is never taken for a new one

  constructor(name, file) {
    this.name = name;
    this.file = file;
    const lines = fs.readFileSync(file, 'utf8').split('\n');
    const heading = lines.findIndex((text) => /^#{1,6} /.test(text));
    this.before = lines.slice(0, heading + 1).join('\n');
    this.after = lines.slice(heading + 1).join('\n');
  }

  text(mark) {
    return `${this.before}\n\nThis is save mark-${mark}-, and no other.\n\n${this.after}`;
  }

  /** Saves as `how` does, and says which mark and when. */
  save(how) {
    const mark = ++Deck.marks;
    const text = this.text(mark);
    const start = now();
    how(this.file, text);
    return { mark, start };
  }
}

const inPlace = (file, text) => fs.writeFileSync(file, text); // truncates, writes, closes
const byRename = (file, text) => {
  const beside = path.join(path.dirname(file), '.slides.md.new');
  fs.writeFileSync(beside, text);
  fs.renameSync(beside, file);
};

/** Copies, since they are written to: each deck is `slides.md` in a folder of its own. */
function makeDecks(temp) {
  const seeds = [EXAMPLE, process.env.SEED].filter(Boolean).map((seed, at) => {
    const folder = path.join(temp, `seed-${at}`);
    fs.cpSync(path.dirname(path.resolve(seed)), folder, { recursive: true, filter: (file) => !file.endsWith('.html') });
    fs.renameSync(path.join(folder, path.basename(seed)), path.join(folder, 'slides.md'));
    return new Deck(path.basename(seed), path.join(folder, 'slides.md'));
  });
  const large = path.join(temp, 'synthetic');
  fs.mkdirSync(large);
  execFileSync(path.join(BENCHES, 'run'), ['--make', '300', large]);
  const slides = path.join(large, 'slides.md');
  fs.writeFileSync(slides, fs.readFileSync(slides, 'utf8').replaceAll('](image', '](./image')); // slidev wants it so
  return [...seeds, new Deck('300 slides', slides)];
}

// ---------------------------------------------------------------- save → changed text

/** A tool that serves a deck to a page which shows the first mark. */
async function withPage(browser, tool, deck, more, use) {
  const { mark } = deck.save(inPlace);
  const port = await freePort();
  const server = tool.start(deck, port, more);
  let opened;
  try {
    await firstByte(server, tool.address(port));
    opened = await openPage(browser, tool.address(port));
    if (!await opened.marks.when(mark, READY)) throw new Error('the page does not show the deck');
    await pause(tool === whydeck ? SETTLE : PEER_SETTLE);
    return await use({ ...opened, port, server });
  } finally {
    await opened?.page.close().catch(() => {});
    await server.stop();
  }
}

async function measureSaves(browser, tool, deck, how, runs, more) {
  return withPage(browser, tool, deck, more, async ({ page, marks, port, server }) => {
    const second = tool === whydeck ? listen(port) : null;
    const skew = await page.evaluate(ahead) - ahead();
    const [total, told, rest] = [[], [], []];
    let missed = 0;
    for (let run = -WARM_UP; run < runs; run++) {
      await pause(between(tool === whydeck ? PAUSE : PEER_PAUSE));
      const { mark, start: begin } = deck.save(how);
      const seen = await marks.when(mark, LATE);
      if (server.ended) throw new Error(server.ended);
      if (run < 0) continue;
      if (!seen) {
        missed += 1;
        continue;
      }
      total.push(seen - skew - begin);
      const heard = second && await second.marks.when(mark, 100);
      if (heard) {
        told.push(heard - begin);
        rest.push(seen - skew - heard);
      }
    }
    second?.close();
    if (!total.length) throw new Error(`none of ${missed} saves was shown within ${LATE} ms`);
    const share = told.length ? [ms(median(told)), ms(median(rest))] : ['–', '–'];
    return [total.length, ...spread(total), ...share, missed];
  });
}

async function saveTable(browser, decks) {
  console.log('\n**Save → changed text in the page**, ms\n');
  line('deck', 'tool', 'saved', 'saves', 'median', 'p95', 'p99', 'max', 'save → event', 'event → text', 'missed');
  line('---', '---', '---', ...Array(8).fill('--:'));
  const peers = PEERS.map((peer) => ({ ...peer, bin: findPeer(peer) }));
  for (const deck of decks) {
    for (const [saved, how] of [['in place', inPlace], ['by rename', byRename]]) {
      await row([deck.name, 'whydeck', saved], () => measureSaves(browser, whydeck, deck, how, RUNS));
    }
    for (const peer of peers) {
      const names = [deck.name, `${peer.name} ${peer.bin ? version(peer.bin) : ''}`.trim(), 'in place'];
      if (!peer.bin) line(...names, 'not installed');
      else await row(names, () => measureSaves(browser, peer, deck, inPlace, PEER_RUNS, peer.bin));
    }
  }
}

// ---------------------------------------------------------------- the server alone

const residentMb = (pid) => Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;

/** CPU time of all threads in ms; /proc/PID/stat counts in steps of 10 ms, the scheduler in ns. */
const cpuMs = (pid) => fs.readdirSync(`/proc/${pid}/task`)
  .map((task) => Number(fs.readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]) / 1e6)
  .reduce((sum, time) => sum + time, 0);

async function measureStart(deck) {
  const times = [];
  for (let run = -1; run < 30; run++) {
    const port = await freePort();
    const begin = now();
    const server = whydeck.start(deck, port);
    const at = await firstByte(server, whydeck.address(port)).finally(server.stop);
    if (run >= 0) times.push(at - begin);
  }
  return [`${ms(median(times))} ms (p95 ${ms(percentile(times, 0.95))}; 30 starts)`];
}

async function measureIdle(browser, deck) {
  return withPage(browser, whydeck, deck, [], async ({ server }) => {
    await pause(1000);
    const before = cpuMs(server.pid);
    await pause(5000);
    return [`${(cpuMs(server.pid) - before).toFixed(2)} ms of CPU in 5 s`];
  });
}

async function measureMemory(browser, deck) {
  return withPage(browser, whydeck, deck, [], async ({ server, marks }) => {
    const figures = [`${residentMb(server.pid).toFixed(1)} MB with one page`];
    for (let save = 1; save <= LONG; save++) {
      const { mark } = deck.save(save % 2 ? inPlace : byRename);
      if (!await marks.when(mark, LATE)) throw new Error(`save ${save} was not shown`);
      if (save === 50 || save === LONG) figures.push(`${residentMb(server.pid).toFixed(1)} MB after ${save} saves`);
    }
    return [figures.join(', ')];
  });
}

/** The presenter moves 50 times; all followers hear of it. */
async function measureFollowers(deck) {
  const port = await freePort();
  const server = whydeck.start(deck, port, ['--host', '127.0.0.1']);
  let worker;
  try {
    await firstByte(server, whydeck.address(port));
    worker = new Worker(new URL('followers.mjs', import.meta.url), { workerData: { port, wanted: FOLLOWERS } });
    const answer = async () => (await once(worker, 'message'))[0];
    const { held, why } = await answer();
    if (!held) throw new Error(why);
    const token = /lead=(\w+)/.exec(server.said)[1];
    const times = [];
    let lost = 0;
    for (let h = 1; h <= 50; h++) {
      await pause(between(PAUSE));
      const begin = now();
      await postPlace(port, token, { key: '', h, v: 0, f: -1, n: Math.round(begin) });
      worker.postMessage({ collect: h });
      const heard = (await answer()).times;
      times.push(...heard.map((at) => at - begin));
      lost += held - heard.length;
    }
    const fewer = held < FOLLOWERS ? ` (no more fit: ${why})` : '';
    const [half, , most, all] = spread(times);
    const late = lost ? `; ${lost} never heard` : '';
    return [`${held} followers${fewer} hear of 50 moves: median ${half} ms, p99 ${most} ms, max ${all} ms${late}`];
  } finally {
    await worker?.terminate();
    await server.stop();
  }
}

const agent = new http.Agent({ keepAlive: true });

function postPlace(port, token, place) {
  const headers = { Origin: `http://127.0.0.1:${port}`, 'X-Whydeck-Lead': token, 'Content-Type': 'application/json' };
  return new Promise((resolve, reject) => {
    const request = http.request({ agent, port, host: '127.0.0.1', path: '/place', method: 'POST', headers }, (answer) => {
      answer.resume();
      if (answer.statusCode === 204) answer.on('end', resolve);
      else reject(new Error(`POST /place: ${answer.statusCode}`));
    });
    request.on('error', reject);
    request.end(JSON.stringify(place));
  });
}

async function serverTable(browser, deck) {
  console.log(`\n**The server**, ${deck.name}\n`);
  line('what', 'figure');
  line('---', '---');
  await row(['start → first byte of the page'], () => measureStart(deck));
  await row(['idle, a page connected'], () => measureIdle(browser, deck));
  await row(['resident memory'], () => measureMemory(browser, deck));
  await row(['following along'], () => measureFollowers(deck));
}

// ---------------------------------------------------------------- all

/** Without a browser its rows say why, and the others are measured. */
const launch = () => puppeteer.launch({ executablePath: CHROMIUM, args: FLAGS, headless: true })
  .catch((error) => ({ newPage: () => Promise.reject(error), version: () => 'no browser', close: () => {} }));

async function main() {
  whydeck.binary = findWhydeck();
  const temp = fs.mkdtempSync(path.join(os.tmpdir(), 'whydeck-live-'));
  process.on('exit', () => clean(temp));
  let browser;
  try {
    browser = await launch();
    const [cpu] = os.cpus();
    console.log(`${os.type()} ${os.release()} ${os.arch()}, ${os.cpus().length} cores (${cpu.model.trim()}); `
      + `${new Date().toISOString().slice(0, 10)}; ${await browser.version()}; Node ${process.versions.node}; `
      + `${whydeck.binary.includes('debug') ? 'DEBUG ' : ''}whydeck ${version(whydeck.binary)}`);
    const decks = makeDecks(temp);
    await saveTable(browser, decks);
    await serverTable(browser, decks[0]);
  } finally {
    await Promise.all([...running].map((server) => server.stop()));
    await browser?.close();
  }
}

/** Also when somebody ends the bench halfway. */
function clean(temp) {
  for (const { pid } of running) try { process.kill(-pid, 'SIGKILL'); } catch { /* gone already */ }
  fs.rmSync(temp, { recursive: true, force: true });
}

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));
await main();
