// Prints the figures of `whydeck serve FILE --meeting`: from a capture to "kept" and to its text on three browsers (the
// presenter's page, his deck, a viewer's deck), and a silent round of many viewers. All on the loopback, all bounded;
// nothing fails for being slow.
//
//     benches/meeting                  everything: some 2 minutes
//     RUNS=50 benches/meeting          fewer captures (200)
//     VIEWERS=100 benches/meeting      fewer viewers in the silent round (1000), each with ENTRIES (3)
//     WHYDECK=target/debug/whydeck     this binary; without it, the release binary is built
//     CHROMIUM=/usr/bin/chromium       the browser

import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';
import { ahead, now, openPage } from './page.mjs';
import { findWhydeck, firstByte, freePort, running, version, whydeck } from './tools.mjs';

const EXAMPLES = path.join(path.dirname(path.dirname(fileURLToPath(import.meta.url))), 'decks/examples');
const number = (name, otherwise) => Number(process.env[name] ?? otherwise);
const RUNS = number('RUNS', 200);
const VIEWERS = number('VIEWERS', 1000);
const ENTRIES = number('ENTRIES', 3);
const AT_ONCE = 200;          // connections of viewers at a time
const WARM_UP = 5;            // captures that do not count
const LATE = 5_000;           // ms after which a capture counts as missed
const FLAGS = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'];

function percentile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = part * (sorted.length - 1);
  const low = Math.floor(at);
  return sorted[low] + (sorted[Math.min(low + 1, sorted.length - 1)] - sorted[low]) * (at - low);
}
const spread = (values) => [0.5, 0.95, 0.99, 1].map((part) => percentile(values, part).toFixed(1));
const line = (...cells) => console.log(`| ${cells.join(' | ')} |`);

const agent = new http.Agent({ keepAlive: true, maxSockets: AT_ONCE });

/** Sends JSON as our own page would; what is answered, with its status. */
function post(port, address, body, cookie) {
  const headers = { Origin: `http://127.0.0.1:${port}`, 'Content-Type': 'application/json', ...cookie && { Cookie: cookie } };
  return new Promise((resolve, reject) => {
    const request = http.request({ agent, port, host: '127.0.0.1', path: address, method: 'POST', headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk) => { text += chunk; });
      answer.on('end', () => resolve({ status: answer.statusCode, text, cookies: answer.headers['set-cookie'] ?? [] }));
      answer.on('error', reject);
    });
    request.on('error', reject);
    request.end(JSON.stringify(body));
  });
}

async function act(port, cookie, body) {
  const { status, text } = await post(port, '/meeting/do', body, cookie);
  const answer = status === 200 ? JSON.parse(text) : { why: `status ${status}` };
  if (!answer.ok) throw new Error(`${JSON.stringify(body)}: ${answer.why}`);
  return answer;
}

/** A meeting about a document, which the browser has started. */
async function start(browser, file) {
  const port = await freePort();
  const server = whydeck.start({ file }, port, ['--meeting', '--participate']);
  await firstByte(server, whydeck.address(port));
  const key = /\/start\/(\w+)/.exec(server.said)[1];
  const { page, marks } = await openPage(browser, `http://127.0.0.1:${port}/start/${key}`);
  const cookies = await page.cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  return { port, server, cookie, presenter: { page, marks } };
}

async function measureCaptures(browser, file) {
  const { port, server, cookie, presenter } = await start(browser, file);
  const stranger = await browser.createBrowserContext();
  const pages = [presenter, await openPage(browser, whydeck.address(port)), await openPage(stranger, whydeck.address(port))];
  await pause(1500);
  const skews = await Promise.all(pages.map(({ page }) => page.evaluate(ahead)));
  const own = ahead();
  const [kept, shown] = [[], []];
  let missed = 0;
  for (let run = 1 - WARM_UP; run <= RUNS; run++) {
    await pause(60 + 80 * Math.random());
    const mark = run + WARM_UP;
    const begin = now();
    const answer = act(port, cookie, { act: 'capture', kind: 'action', line: `mark-${mark}- is what somebody does`, key: `bench-${mark}` })
      .then(() => now());
    const seen = await Promise.all(pages.map(({ marks }) => marks.when(mark, LATE)));
    const at = await answer;
    if (run < 1) continue;
    if (seen.includes(null)) {
      missed += 1;
      continue;
    }
    const times = seen.map((time, page) => time - (skews[page] - own) - begin);
    shown.push(Math.max(...times));
    kept.push(at - begin);
  }
  const journal = file.replace(/\.\w+$/, '.meeting.ndjson');
  const lines = fs.readFileSync(journal, 'utf8').trim().split('\n').length - 1;
  await stranger.close();
  await presenter.page.close();
  await server.stop();
  line(path.basename(file), shown.length, `${spread(kept)[0]} (${spread(kept)[2]})`, ...spread(shown), missed, lines);
}

async function measureRound(browser, file) {
  const { port, server, cookie, presenter } = await start(browser, file);
  await act(port, cookie, { act: 'round', do: 'open', key: 'open' });
  const times = [];
  let refused = 0;
  const begin = now();
  const viewers = Array.from({ length: VIEWERS }, (_, viewer) => viewer);
  const each = async (viewer) => {
    let own = '';
    for (let entry = 0; entry < ENTRIES; entry++) {
      const sent = now();
      const answer = await post(port, '/join', { text: `viewer ${viewer} saw ${entry}`, key: `${viewer}-${entry}` }, own);
      own ||= answer.cookies.map((cookie) => cookie.split(';')[0]).join('; ');
      times.push(now() - sent);
      refused += answer.status === 200 && JSON.parse(answer.text).ok ? 0 : 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, async () => { while (viewers.length) await each(viewers.pop()); }));
  const all = (now() - begin) / 1000;
  const asked = now();
  const answers = await presenter.page.evaluate(() => document.title.length > 0);
  const page = now() - asked;
  await act(port, cookie, { act: 'round', do: 'reveal', key: 'reveal' });
  const journal = fs.readFileSync(file.replace(/\.\w+$/, '.meeting.ndjson'), 'utf8');
  const kept = new Set(journal.match(/viewer \d+ saw \d+/g)).size;
  await presenter.page.close();
  await server.stop();
  console.log(`\n${VIEWERS} viewers from one address, ${ENTRIES} entries each, in ${all.toFixed(1)} s: ${refused} refused, `
    + `${kept} of ${VIEWERS * ENTRIES} in the journal after they were revealed; an entry is taken in ${spread(times)[0]} ms `
    + `(median; p99 ${spread(times)[2]}); the presenter's page answers ${answers ? `in ${page.toFixed(1)} ms` : 'not'}.`);
}

async function main() {
  whydeck.binary = findWhydeck();
  const temp = fs.mkdtempSync(path.join(os.tmpdir(), 'whydeck-meeting-'));
  process.on('exit', () => clean(temp));
  const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS, headless: true });
  const copy = (name, folder) => {
    fs.cpSync(EXAMPLES, path.join(temp, folder), { recursive: true });
    return path.join(temp, folder, name);
  };
  try {
    console.log(`${os.type()} ${os.arch()}, ${os.cpus().length} cores; ${await browser.version()}; `
      + `${whydeck.binary.includes('debug') ? 'DEBUG ' : ''}whydeck ${version(whydeck.binary)}`);
    console.log('\n**Capture → kept and shown on three browsers**, ms\n');
    line('document', 'captures', 'kept (p99)', 'shown, median', 'p95', 'p99', 'max', 'missed', 'lines of the journal');
    line('---', ...Array(8).fill('--:'));
    for (const name of ['web-outage.md', 'queue-backlog.yaml']) await measureCaptures(browser, copy(name, name));
    await measureRound(browser, copy('web-outage.md', 'round'));
  } finally {
    await Promise.all([...running].map((server) => server.stop()));
    await browser.close();
  }
}

/** Also when somebody ends the bench halfway. */
function clean(temp) {
  for (const { pid } of running) try { process.kill(-pid, 'SIGKILL'); } catch { /* gone already */ }
  fs.rmSync(temp, { recursive: true, force: true });
}

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));
await main();
