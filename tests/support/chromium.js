// An installed Chromium, driven by way of a pipe: what tests/sheet and tests/looks share.

'use strict';
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

const WINDOW = { width: 1280, height: 720 }; // that of a slide, in CSS pixels
const LIMIT = 60_000; // no command takes longer

/** Chromium, told what to do by way of a pipe. */
class Browser {
  #next = 1;
  #waiting = new Map();
  #rest = '';

  constructor(profile) {
    const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';
    const args = ['--headless=new', '--no-sandbox', '--remote-debugging-pipe', '--hide-scrollbars', '--no-first-run',
      '--disable-component-update', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1', `--user-data-dir=${profile}`];
    this.process = spawn(chromium, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    this.process.on('error', (error) => this.#fail(new Error(`${chromium} did not start: ${error.message}`)));
    this.ended = new Promise((resolve) => this.process.on('close', resolve));
    this.ended.then(() => this.#fail(new Error('Chromium ended')));
    this.process.stdio[3].on('error', () => {});
    this.process.stdio[4].setEncoding('utf8').on('data', (text) => this.#read(text));
  }

  /** Sends a command; `session` is a page's. */
  send(method, params = {}, session = undefined) {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${method} took too long`)), LIMIT);
      this.#waiting.set(id, { resolve, reject, timer });
      this.process.stdio[3].write(JSON.stringify({ id, method, params, sessionId: session }) + '\0');
    });
  }

  #read(text) {
    const messages = (this.#rest + text).split('\0');
    this.#rest = messages.pop();
    for (const { id, error, result } of messages.map(JSON.parse)) {
      const waiting = this.#waiting.get(id);
      if (!waiting) continue;
      this.#waiting.delete(id);
      clearTimeout(waiting.timer);
      if (error) waiting.reject(new Error(error.message));
      else waiting.resolve(result);
    }
  }

  #fail(error) {
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(error);
    }
    this.#waiting.clear();
  }
}

/** A window of the browser. */
class Page {
  /** Opens a file, or an address of this machine. */
  static async open(browser, file) {
    const url = file.startsWith('http:') ? file : pathToFileURL(file).href;
    const { targetId } = await browser.send('Target.createTarget', { url, newWindow: true, ...WINDOW });
    const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true });
    const page = new Page();
    page.send = (method, params) => browser.send(method, params, sessionId);
    await page.send('Emulation.setDeviceMetricsOverride', { ...WINDOW, deviceScaleFactor: 1, mobile: false });
    const loaded = `location.href !== 'about:blank' && document.readyState === 'complete'`;
    await page.until(loaded, `${file} did not load`);
    return page;
  }

  /** The value of an expression in the page. */
  async eval(expression) {
    const asked = { expression, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', asked);
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /** Waits until an expression holds. */
  async until(expression, message) {
    const end = Date.now() + LIMIT;
    // Between two pages there is nothing to ask.
    const between = (error) => {
      if (!/context/.test(error.message)) throw error;
    };
    while (!await this.eval(expression).catch(between)) {
      if (Date.now() > end) throw new Error(message);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async close() {
    await this.send('Page.close').catch(() => {});
  }

  /** A picture from the top left corner on, as PNG in base64. */
  async picture(width, height, scale) {
    const clip = { x: 0, y: 0, width, height, scale };
    // What is asked for beyond the window may show a frame of long ago, so only that is asked for so.
    const captureBeyondViewport = width > WINDOW.width || height > WINDOW.height;
    const asked = { format: 'png', clip, captureBeyondViewport, optimizeForSpeed: true };
    return (await this.send('Page.captureScreenshot', asked)).data;
  }
}

/** Shows a slide with all its fragments; says where it stands. */
const show = (slide) => `(async () => {
  const slide = Reveal.getSlides()[${slide} - 1];
  const { h, v } = Reveal.getIndices(slide);
  Reveal.slide(h, v, slide.querySelectorAll('.fragment').length - 1);
  // A busy machine paints late: a picture that is taken at once may show the slide before.
  for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);
  await new Promise((resolve) => setTimeout(resolve, 60));
  await new Promise(requestAnimationFrame);
  return h + '/' + (v || 0) + ' ' + slide.id;
})()`;

/** Opens a deck with nothing that moves; says how many slides it has. */
async function openDeck(browser, file) {
  const page = await Page.open(browser, file);
  await page.until('!!(window.Reveal && Reveal.isReady())', `${file} is no deck`);
  const still = '* { transition: none !important; animation: none !important }';
  const slides = await page.eval(`(() => {
    Reveal.configure({ transition: 'none', backgroundTransition: 'none', autoAnimate: false, controls: false });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('${still}');
    document.adoptedStyleSheets.push(sheet);
    return Reveal.getSlides().length;
  })()`);
  return { page, slides };
}

/** Runs `work` with a browser and an empty folder, and clears up after it; the exit code. */
async function withBrowser(name, work) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `whydeck-${name}-`));
  const browser = new Browser(path.join(folder, 'profile'));
  try {
    return await work(browser, folder);
  } catch (error) {
    console.error(`tests/${name}: ${error.message}`);
    return 1;
  } finally {
    await browser.send('Browser.close').catch(() => browser.process.kill());
    await browser.ended;
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

module.exports = { Page, WINDOW, openDeck, show, withBrowser };
