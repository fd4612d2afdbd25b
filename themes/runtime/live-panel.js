// What a served page says besides the deck: problems, the switch for edits, the way back to the presenter, a lost line.
// It lives in a shadow root, so that no theme can break it and it can break no theme.
const WhydeckPanel = (() => {
  'use strict';
  const { phrase } = WhydeckWords;

  const REST = 2000;  // the mouse rests: what is not urgent fades
  const TOAST = 2600;
  const PATIENCE = 1000; // a shorter loss of the line is not worth a word

  const STYLE = `
    :host {
      all: initial !important; position: fixed !important; inset: 0 !important; z-index: 1000 !important;
      pointer-events: none !important;
    }
    @media print { :host { display: none !important; } }
    * { box-sizing: border-box; }
    [hidden] { display: none !important; }
    :host {
      --ink: #f0f3f7; --muted: #aeb8c4; --ground: #171d26; --line: #3d4856; --error: #ff8f85; --warning: #f5c869; --info: #8cc4ff;
      --mono: ui-monospace, SFMono-Regular, Menlo, Cascadia Mono, Consolas, DejaVu Sans Mono, Liberation Mono, monospace;
    }
    .corner, .foot, .sheet { font: 13px/1.4 system-ui, -apple-system, Segoe UI, Roboto, Noto Sans, sans-serif; color: var(--ink); }
    button { font: inherit; color: inherit; margin: 0; cursor: pointer; pointer-events: auto; }
    button:focus-visible, .list:focus-visible { outline: 2px solid #8cc4ff; outline-offset: 2px; }

    .corner { position: absolute; top: 10px; right: 10px; display: flex; gap: 6px; align-items: center; }
    .chip {
      display: inline-flex; align-items: center; gap: 7px; height: 26px; padding: 0 11px; white-space: nowrap;
      background: var(--ground); border: 1px solid var(--line); border-radius: 13px; box-shadow: 0 1px 5px rgb(0 0 0 / .28);
    }
    button.chip:hover { background: #263040; }
    .dot { width: 8px; height: 8px; border-radius: 50%; background: var(--muted); flex: none; }
    .counter[data-kind=error] .dot { background: var(--error); }
    .counter[data-kind=warning] .dot { background: var(--warning); }
    .offline .dot { background: var(--warning); animation: pulse 1.4s ease-in-out infinite; }
    @keyframes pulse { 50% { opacity: .25; } }
    .switch { width: 22px; height: 12px; border-radius: 6px; background: #566272; flex: none; position: relative; }
    .switch::after { content: ""; position: absolute; inset: 2px auto 2px 2px; width: 8px; border-radius: 50%; background: #fff; }
    [aria-pressed=true] .switch { background: #3f9be8; }
    [aria-pressed=true] .switch::after { inset: 2px 2px 2px auto; }
    .fades { opacity: 0; transition: opacity .35s; }
    .fades button { pointer-events: none; }
    .awake .fades, .fades:focus-within { opacity: 1; transition-duration: .12s; }
    .awake .fades button, .fades:focus-within button { pointer-events: auto; }
    .fades { display: flex; gap: 6px; }

    .foot { position: absolute; inset: auto 0 8px; display: flex; flex-direction: column; align-items: center; gap: 8px; }
    .pill { border-color: #5aa9ee; }
    .toast { max-width: 90vw; overflow: hidden; text-overflow: ellipsis; }

    .sheet {
      position: absolute; inset: auto 0 14px; margin: 0 auto; width: min(1000px, calc(100vw - 28px)); max-height: min(64vh, 640px);
      display: flex; flex-direction: column; pointer-events: auto; background: var(--ground); border: 1px solid var(--line);
      border-top: 3px solid var(--warning); border-radius: 10px; box-shadow: 0 10px 44px rgb(0 0 0 / .45); overflow: hidden;
    }
    .sheet.failed { border-top-color: var(--error); }
    .head { display: flex; align-items: center; gap: 12px; padding: 10px 12px 10px 18px; border-bottom: 1px solid var(--line); }
    .head strong { font-size: 15px; }
    .head span { color: var(--muted); flex: 1; }
    .close { width: 28px; height: 28px; border: 0; border-radius: 6px; background: none; font-size: 19px; line-height: 1; }
    .close:hover { background: #2d3848; }
    .list { margin: 0; padding: 0; list-style: none; overflow: auto; overscroll-behavior: contain; }
    .list li { padding: 13px 18px 14px; border-inline-start: 4px solid var(--info); }
    .list li + li { border-top: 1px solid #2a3340; }
    .list li[data-kind=error] { border-inline-start-color: var(--error); }
    .list li[data-kind=warning] { border-inline-start-color: var(--warning); }
    pre { margin: 0; font: 13.5px/1.5 var(--mono); white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 4; color: #d5dce5; }
    pre b { color: var(--info); }
    [data-kind=error] pre b { color: var(--error); }
    [data-kind=warning] pre b { color: var(--warning); }
    pre button { padding: 0 4px; margin: 0 -4px; border: 0; border-radius: 4px; background: none; color: #8cc4ff; text-decoration: underline; text-underline-offset: 3px; }
    pre button:hover { background: #263040; }

    .aim { position: absolute; border: 2px solid #3f9be8; border-radius: 6px; background: rgb(63 155 232 / .1); }
    .quiet { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    @media (prefers-reduced-motion: reduce) { .fades { transition: none; } .offline .dot { animation: none; } }
  `;

  const make = (parent, tag, className, text) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text) element.textContent = text;
    parent.append(element);
    return element;
  };
  const button = (parent, className, text, act) => {
    const element = make(parent, 'button', className, text);
    element.type = 'button';
    element.addEventListener('click', (event) => {
      act();
      if (event.detail) element.blur(); // after a click the keyboard is the deck's again
    });
    return element;
  };
  const summary = ({ errors, warnings, findings }) => [
    errors && phrase('{} error | {} errors', errors), warnings && phrase('{} warning | {} warnings', warnings),
    findings && phrase('{} finding | {} findings', findings),
  ].filter(Boolean).join(', ');

  // One problem: its first line stands out, its place opens the editor.
  const writeProblem = (list, { severity, text, file, line, column }, open) => {
    const item = make(list, 'li');
    item.dataset.kind = severity;
    const pre = make(item, 'pre');
    const place = [file, line, column].filter((piece) => piece !== null && piece !== undefined).join(':');
    const [first, ...rest] = text.split('\n');
    make(pre, 'b', '', first);
    const body = rest.length ? '\n' + rest.join('\n') : '';
    const at = place && open ? body.indexOf(place) : -1;
    if (at < 0) {
      pre.append(body);
      if (place && open) button(make(pre, 'span', '', '\n'), '', place, open);
      return;
    }
    pre.append(body.slice(0, at));
    button(pre, '', place, open).title = phrase('Open in the editor');
    pre.append(body.slice(at + place.length));
  };

  // Fades what is not urgent while nobody moves the mouse; a change shows it for a moment, too.
  const waker = (box) => {
    let timer = 0;
    return () => {
      box.classList.add('awake');
      clearTimeout(timer);
      timer = setTimeout(() => box.classList.remove('awake'), REST);
    };
  };

  const buildProblems = (corner, box, { canOpen, open, wake }) => {
    const counter = button(corner, 'chip counter', '', () => toggle());
    const dot = make(counter, 'span', 'dot'), counted = make(counter, 'span');
    const sheet = make(box, 'section', 'sheet');
    const head = make(sheet, 'div', 'head');
    const heading = make(head, 'strong'), subtitle = make(head, 'span');
    const close = button(head, 'close', '×', () => hide());
    const list = make(sheet, 'ul', 'list');
    const spoken = make(box, 'div', 'quiet');
    let now = { generation: -1, failed: false, list: [] }, isOpen = false;

    const draw = () => {
      const { failed, errors, warnings, findings } = now;
      const total = (errors || 0) + (warnings || 0) + (findings || 0);
      if (!failed && !total) isOpen = false;
      sheet.hidden = !isOpen;
      counter.hidden = isOpen || !total;
      counter.dataset.kind = errors ? 'error' : warnings ? 'warning' : 'info';
      counter.setAttribute('aria-expanded', isOpen);
      counted.textContent = summary(now);
    };
    const hide = () => { isOpen = false; draw(); };
    const toggle = () => { isOpen = !isOpen; draw(); };

    const write = () => {
      const { failed, generation } = now;
      sheet.classList.toggle('failed', failed);
      heading.textContent = summary(now) || phrase('The deck was not built');
      subtitle.textContent = failed ? phrase('This is the last deck that could be built.') : '';
      list.replaceChildren();
      // What the document still lacks comes after what is wrong with its deck.
      const place = ({ severity, isFinding }) => ['error', 'warning', 'info'].indexOf(severity) + (isFinding ? 3 : 0);
      now.list.map((problem, index) => ({ problem, index }))
        .sort((a, b) => place(a.problem) - place(b.problem) || a.index - b.index)
        .forEach(({ problem, index }) => writeProblem(list, problem, canOpen && (() => open(index, generation))));
      list.scrollTop = 0;
    };

    sheet.setAttribute('aria-label', 'Problems');
    list.tabIndex = 0;
    close.setAttribute('aria-label', 'Close');
    dot.setAttribute('aria-hidden', 'true');
    spoken.setAttribute('aria-live', 'assertive');
    draw();
    addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || sheet.hidden) return;
      event.preventDefault();
      event.stopImmediatePropagation(); // for reveal.js, Escape is the overview
      hide();
    }, true);

    return (next) => {
      const isNew = next.generation !== now.generation || next.failed !== now.failed;
      if (next.failed && isNew) isOpen = true;
      if (!next.failed && now.failed) isOpen = false;
      if (isNew && next.list.length) wake();
      now = next;
      write();
      draw();
      spoken.textContent = next.failed ? `${heading.textContent}. ${next.list.map((one) => one.message).join('. ')}` : '';
    };
  };

  // Around the block that a click with Alt would open.
  const buildAim = (box) => {
    const frame = make(box, 'div', 'aim');
    frame.hidden = true;
    return (element) => {
      frame.hidden = !element;
      document.documentElement.style.cursor = element ? 'alias' : '';
      if (!element) return;
      const { left, top, width, height } = element.getBoundingClientRect();
      Object.assign(frame.style, { left: left - 4 + 'px', top: top - 4 + 'px', width: width + 8 + 'px', height: height + 8 + 'px' });
    };
  };

  // Keys that work a button or scroll the list are not the deck's.
  const keepKeys = (host, shadow) => {
    const scrolls = ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End'];
    host.addEventListener('keydown', (event) => {
      const onList = shadow.activeElement && shadow.activeElement.matches('.list');
      if ([' ', 'Enter'].includes(event.key) || (onList && scrolls.includes(event.key))) event.stopPropagation();
    });
  };

  const create = ({ isShown, canFollow, canOpen, open, toggle, back }) => {
    const silent = () => {};
    if (!isShown) return { problems: silent, follows: silent, away: silent, online: silent, toast: silent, aim: silent };

    const host = document.createElement('div');
    const shadow = host.attachShadow({ mode: 'open' });
    host.className = 'whydeck-live';
    make(shadow, 'style', '', STYLE);
    const box = make(shadow, 'div');
    const corner = make(box, 'div', 'corner'), foot = make(box, 'div', 'foot');
    const wake = waker(box);
    addEventListener('mousemove', wake);
    keepKeys(host, shadow);

    const fades = make(corner, 'div', 'fades');
    const problems = buildProblems(fades, box, { canOpen, open, wake });
    const follow = button(fades, 'chip', '', toggle);
    make(follow, 'span', 'switch');
    make(follow, 'span', '', phrase('Follow my edits'));
    follow.title = phrase('Go to the slide that is being edited (E)');
    follow.hidden = !canFollow;

    const offline = make(corner, 'span', 'chip offline');
    make(offline, 'span', 'dot');
    make(offline, 'span', '', phrase('offline – reconnecting'));
    offline.setAttribute('role', 'status');
    offline.hidden = true;

    const pill = button(foot, 'chip pill', phrase('Back to the presenter'), back);
    pill.title = phrase('Follow the presenter again (R)');
    pill.hidden = true;
    const toast = make(foot, 'div', 'chip toast');
    toast.setAttribute('role', 'status');
    toast.hidden = true;
    document.body.append(host);

    let lost = 0, toastTimer = 0;
    return {
      problems,
      follows: (on) => follow.setAttribute('aria-pressed', on),
      away: (away) => { pill.hidden = !away; },
      online(online) {
        if (online) {
          clearTimeout(lost);
          lost = 0;
          offline.hidden = true;
        } else if (!lost) {
          lost = setTimeout(() => { offline.hidden = false; }, PATIENCE);
        }
      },
      toast(text) {
        toast.textContent = text;
        toast.hidden = false;
        clearTimeout(toastTimer);
        toastTimer = setTimeout(() => { toast.hidden = true; }, TOAST);
      },
      aim: buildAim(box),
    };
  };

  return { create };
})();
