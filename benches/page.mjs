// Where a save shows: in the browser's page, and in the event stream. Both tell marks and when they came.

import http from 'node:http';

/** The page's clock and this one count from the system's time at their start; `ahead` tells what they differ by. */
export const now = () => performance.timeOrigin + performance.now();

/** Runs in each new document before anything else: tells each mark that comes into the text, and when. */
function watchForMarks() {
  if (window !== top) return;
  const SOURCE = 'script, style, template, textarea'; // a mark in there is not text that anybody sees
  let last = 0;
  const look = (node, at) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const mark = Number(/mark-(\d+)-/.exec(node.data)?.[1] ?? 0);
      if (mark > last && !node.parentElement?.closest(SOURCE)) window.sawMark(last = mark, at);
    } else if (!node.matches?.(SOURCE)) {
      for (const child of node.childNodes) look(child, at);
    }
  };
  new MutationObserver((records) => {
    const at = performance.timeOrigin + performance.now();
    for (const { target, addedNodes } of records) {
      if (target.nodeType === Node.TEXT_NODE) look(target, at);
      for (const node of addedNodes) look(node, at);
    }
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

/** How far `performance` is ahead of the system's clock, read at the moment when that ticks. Runs on both sides. */
export function ahead() {
  let least = Infinity;
  for (let i = 0; i < 20; i++) {
    const before = Date.now();
    let tick = before;
    while (tick === before) tick = Date.now();
    least = Math.min(least, performance.timeOrigin + performance.now() - tick);
  }
  return least;
}

/** Marks and when they came, to be waited for. */
export class Marks {
  seen = new Map();
  waiting = new Map();

  came(mark, at) {
    if (this.seen.has(mark)) return;
    this.seen.set(mark, at);
    this.waiting.get(mark)?.(at);
  }

  /** When `mark` came, or null after `limit`. */
  async when(mark, limit) {
    if (this.seen.has(mark)) return this.seen.get(mark);
    let timer;
    const came = new Promise((resolve) => {
      this.waiting.set(mark, resolve);
      timer = setTimeout(() => resolve(null), limit);
    });
    const at = await came;
    clearTimeout(timer);
    this.waiting.delete(mark);
    return at;
  }
}

export async function openPage(browser, address) {
  const marks = new Marks();
  const page = await browser.newPage();
  await page.exposeFunction('sawMark', (mark, at) => marks.came(mark, at));
  await page.evaluateOnNewDocument(watchForMarks);
  await page.goto(address, { waitUntil: 'domcontentloaded' });
  return { page, marks };
}

/** A second reader of whydeck's events: what is in them when it reads them is the server's share of the time. */
export function listen(port) {
  const marks = new Marks();
  let tail = '';
  const request = http.get({ port, host: '127.0.0.1', path: '/live' }, (answer) => {
    answer.setEncoding('utf8').on('data', (chunk) => {
      const at = now();
      for (const [, mark] of (tail + chunk).matchAll(/mark-(\d+)-/g)) marks.came(Number(mark), at);
      tail = chunk.slice(-32);
    });
    answer.on('error', () => {});
  });
  request.on('error', () => {});
  return { marks, close: () => request.destroy() };
}
