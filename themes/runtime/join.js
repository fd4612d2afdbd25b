// A viewer's page of the silent round. What is typed is never lost: a line that could not be handed in stays, and is
// sent again with the same key, which the server takes once.
(() => {
  'use strict';
  const { phrase } = WhydeckWords;

  const { make, own, button, fill, text, random, stored, store, say } = MeetingDom;
  const $ = (id) => document.getElementById(id);
  const inTab = () => sessionStorage;
  const ASK = 4000, AGAIN = 3000; // ms between looks at the round, and between tries
  const DRAFT = 'whydeck-round-draft', LINES = 'whydeck-round-lines';

  const line = $('line');
  // {key, text, state: 'sending' | 'in' | 'refused', why}
  let lines = JSON.parse(stored(inTab, LINES) || '[]');
  let round = null, busy = false, timer = 0;

  const keep = () => store(inTab, LINES, JSON.stringify(lines));

  // ---------------------------------------------------------------- what is shown

  const SAYS = {
    open: phrase('The round is open. Write; nobody talks yet.'),
    closed: phrase('No round is open now. The presenter opens it.'),
    away: phrase('No connection. What you hand in is sent when it is back.'),
  };
  const STATES = { in: phrase('handed in'), sending: phrase('waits for the connection') };

  const drawLine = ({ key, text: words, state, why }) => make('li', { className: 'capture' },
    make('p', { className: 'text' }, own(words)),
    make('p', { className: 'about' }, state === 'refused' ? phrase('not handed in: {}', why) : STATES[state]),
    state === 'refused' && make('div', { className: 'buttons small' },
      button('again', phrase('Write it again'), () => {
        lines = lines.filter((one) => one.key !== key);
        keep();
        line.value = words;
        line.focus();
        show();
      })));

  const show = () => {
    const state = round === null ? 'away' : round.open ? 'open' : 'closed';
    text($('state'), SAYS[state]);
    document.body.dataset.round = state;
    $('own').hidden = !lines.length;
    text($('count'), phrase('{} line handed in | {} lines handed in', lines.filter((one) => one.state === 'in').length));
    fill($('lines'), [...lines].reverse(), ({ key }) => key, drawLine);
  };

  // ---------------------------------------------------------------- the server

  const look = async () => {
    clearTimeout(timer);
    try {
      const answer = await fetch('/join/round', { headers: { Accept: 'application/json' } });
      round = answer.ok ? await answer.json() : null;
    } catch { round = null; }
    show();
    if (round && lines.some((one) => one.state === 'sending')) send();
    timer = setTimeout(look, document.hidden ? 4 * ASK : ASK);
  };

  const handIn = async ({ key, text: words }) => {
    const answer = await fetch('/join', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ key, text: words }) });
    if (answer.headers.get('Content-Type')?.includes('json')) return answer.json();
    return { ok: false, why: phrase('the server answered {}', answer.status) };
  };

  const send = async () => {
    if (busy) return;
    busy = true;
    try {
      for (let next; (next = lines.find((one) => one.state === 'sending'));) {
        const answer = await handIn(next);
        next.state = answer.ok ? 'in' : 'refused';
        next.why = answer.why || '';
        keep();
        show();
        say(answer.ok ? phrase('Handed in') : phrase('Not handed in: {}', next.why));
      }
    } catch {
      setTimeout(look, AGAIN); // the line is away; nothing is lost
    }
    busy = false;
  };

  const submit = () => {
    const words = line.value.replace(/\s+/g, ' ').trim();
    if (!words) {
      text($('why'), phrase('Write something first.'));
      line.focus();
      return;
    }
    text($('why'), '');
    lines.push({ key: random(), text: words, state: 'sending' });
    keep();
    line.value = '';
    store(inTab, DRAFT, null);
    show();
    send();
    line.focus();
  };

  // ---------------------------------------------------------------- all together

  line.value = stored(inTab, DRAFT) || '';
  line.addEventListener('input', () => store(inTab, DRAFT, line.value));
  line.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  $('form').addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  document.addEventListener('visibilitychange', () => { if (!document.hidden) look(); });
  addEventListener('online', look);
  show();
  look();
})();
