// Many followers of a presenter, as bare sockets that hold the event stream: a thread of benches/live, so that their
// reading does not stand in the way of who sends.
//
// workerData: {port, wanted}. Says {held, why} when all are connected; then answers {collect: h} with the times at
// which the followers heard of the place `h`, when all have, or after WAIT.

import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { now } from './page.mjs';

const BATCH = 50;     // connections opened at a time
const SPARE = 20;     // connections given back when no more fit, so that the presenter gets one
const WAIT = 5000;    // ms for a greeting, and for a place

const heard = new Map();   // place → times
const sockets = [];       // of those who have been greeted
let held = 0;
let waiting = null;        // {h, answer}

function listen(event) {
  const at = now();
  const place = /event: place\r?\ndata: .*"h":(\d+)/.exec(event);
  if (!place) return;
  const h = Number(place[1]);
  if (!heard.has(h)) heard.set(h, []);
  heard.get(h).push(at);
  if (waiting && waiting.h === h && heard.get(h).length >= held) waiting.answer();
}

/** One follower; resolves when the stream has greeted it. */
function follow(port) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1');
    const fail = (what) => { socket.destroy(); reject(new Error(what)); };
    const timer = setTimeout(() => fail('no greeting'), WAIT);
    let text = '';
    let isOpen = false;
    let isGreeted = false;
    socket.setEncoding('utf8');
    socket.on('connect', () => socket.write(`GET /live HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`));
    socket.on('data', (chunk) => {
      text += chunk;
      if (!isOpen) {
        const head = text.indexOf('\r\n\r\n');
        if (head < 0) return;
        if (!text.startsWith('HTTP/1.1 200')) return fail(text.split('\r\n')[0]);
        isOpen = true;
        text = text.slice(head + 4);
      }
      for (let end; (end = text.indexOf('\n\n')) >= 0; text = text.slice(end + 2)) {
        const event = text.slice(0, end);
        if (!isGreeted && event.includes('event: deck')) {
          isGreeted = true;
          clearTimeout(timer);
          sockets.push(socket);
          resolve();
        }
        listen(event);
      }
    });
    socket.on('error', (error) => fail(error.message));
    socket.on('close', () => { if (isGreeted) held -= 1; });
  });
}

async function connectAll({ port, wanted }) {
  let why = null;
  while (held < wanted && !why) {
    const batch = Array.from({ length: Math.min(BATCH, wanted - held) }, () => follow(port));
    for (const result of await Promise.allSettled(batch)) {
      if (result.status === 'fulfilled') held += 1;
      else why = result.reason.message;
    }
  }
  if (why) {
    await Promise.all(sockets.splice(-SPARE).map((socket) => once(socket.destroy(), 'close')));
    await pause(500); // until the server knows
  }
  parentPort.postMessage({ held, why });
}

parentPort.on('message', ({ collect: h }) => {
  const answer = () => {
    clearTimeout(timer);
    waiting = null;
    parentPort.postMessage({ times: heard.get(h) ?? [] });
    heard.delete(h);
  };
  const timer = setTimeout(answer, WAIT);
  waiting = { h, answer };
  if ((heard.get(h)?.length ?? 0) >= held) answer();
});

await connectAll(workerData);
