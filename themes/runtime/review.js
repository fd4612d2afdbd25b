// The review: what the meeting would write as a change of the document; all, some or none of it is applied.
(() => {
  'use strict';
  const { phrase } = WhydeckWords;

  const { phraseAround, make, own, button, fill, text, say } = MeetingDom;
  const { kindName } = MeetingWords;
  const $ = (id) => document.getElementById(id);

  const GROUPS = [
    { placed: 'conflict', name: phrase('Somebody has to choose'), about: phrase('The document was changed at the same place meanwhile.') },
    { placed: 'written', name: phrase('Goes into the document') },
    { placed: 'refused', name: phrase('Cannot be written'), about: phrase('It stays in the journal.') },
    { placed: 'there', name: phrase('Is in the document already'), about: phrase('It is not written twice.') },
    { placed: 'not', name: phrase('Not for the document'), about: phrase('Notes stay with the team unless somebody moves them.') },
  ];

  const AWAY = phrase('No connection. This page asks again when it is back.');
  let view = null, diff = null, problem = '', refusal = '', result = null, inPlace = '', isBusy = false, asked = '';
  const left = new Set();      // what is not applied
  const choices = new Map();   // of conflicts: `ours` is what was captured, `theirs` what the document says now
  const conflicts = new Map(); // what they were before somebody chose

  const isApplied = ({ id, placed }) => !left.has(id) && (placed === 'written' || placed === 'there' || (placed === 'conflict' && choices.has(id)));
  const ids = () => (diff ? diff.each.filter(isApplied).map(({ id }) => id) : []);
  const mayApply = () => view?.rights === 'starter';

  // ---------------------------------------------------------------- asking

  const ask = async () => {
    if (isBusy) return;
    const query = new URLSearchParams();
    const chosen = (side) => [...choices].filter(([, choice]) => choice === side).map(([id]) => id);
    for (const [name, list] of Object.entries({ without: [...left], ours: chosen('ours'), theirs: chosen('theirs') })) {
      if (list.length) query.set(name, list.join(','));
    }
    asked = JSON.stringify([view?.generation, [...left]]);
    try {
      const answer = await fetch(`/meeting/diff?${query}`, { cache: 'no-store' });
      const found = answer.headers.get('Content-Type')?.includes('json') ? await answer.json() : { why: phrase('the server answered {}', answer.status) };
      problem = found.each ? '' : phrase('The change cannot be shown: {}.', found.why || phrase('the server did not say why'));
      if (found.each && diff && found.hash !== diff.hash && choices.size) {
        // Another text: what was chosen was about the old one.
        choices.clear();
        conflicts.clear();
        diff = found;
        return ask();
      }
      if (found.each) diff = { ...found, each: found.each.map(remembered) };
    } catch {
      problem = AWAY;
    }
    draw();
  };

  // A conflict stays one for the eye when somebody chose.
  const remembered = (item) => {
    if (item.placed === 'conflict') conflicts.set(item.id, { seen: item.seen, now: item.now });
    return conflicts.has(item.id) ? { ...item, ...conflicts.get(item.id), placed: 'conflict' } : item;
  };

  const apply = async (isInPlace) => {
    const list = ids();
    isBusy = true;
    draw();
    const body = { ids: list, hash: diff.hash, choices: Object.fromEntries([...choices].filter(([id]) => list.includes(id))), inPlace: isInPlace };
    const answer = await MeetingWire.post('/meeting/apply', body);
    isBusy = false;
    inPlace = refusal = '';
    if (answer.ok) {
      const isIn = (ids) => ({ id }) => (ids || []).includes(id);
      const written = diff.each.filter(({ placed }) => placed !== 'there').filter(isIn(answer.applied));
      const rest = diff.each.filter(({ id, placed }) => placed !== 'not' && !(answer.applied || []).includes(id));
      result = { written, rest, remark: answer.remark };
      for (const { id } of written) { choices.delete(id); conflicts.delete(id); }
      say(phrase('Applied: {} change to {} | Applied: {} changes to {}', written.length, view.name));
    } else {
      result = null;
      refusal = phrase('Nothing was written: {}.', answer.why || phrase('the server did not say why'));
      if (answer.inPlace) inPlace = answer.why || phrase('something would be lost');
      say(refusal);
    }
    await ask();
  };

  // ---------------------------------------------------------------- what is shown

  const box = (item, isOn, change) => make('input', { type: 'checkbox', checked: isOn, data: { do: 'take' }, on: { change } });

  const conflict = (item) => {
    const option = (value, name, words) => make('label', {},
      make('input', { type: 'radio', name: `choice-${item.id}`, value, checked: choices.get(item.id) === value, data: { do: value }, on: { change: () => { choices.set(item.id, value); ask(); } } }),
      make('span', {}, make('small', {}, name), own(words)));
    return make('fieldset', {}, make('legend', { className: 'quiet' }, phrase('Choose for {}', item.text)),
      option('ours', phrase('What the meeting said'), item.text),
      option('theirs', phrase('What the document says now'), item.now || phrase('nothing')),
      item.seen && make('p', { className: 'why' }, phrase('When it was captured, the document said:'), ' ', own(item.seen)));
  };

  const drawItem = ({ item, isOn, choice }) => {
    const isFree = item.placed === 'written' || item.placed === 'conflict';
    const change = ({ target }) => {
      if (target.checked) left.delete(item.id); else left.add(item.id);
      ask();
    };
    const words = make('span', {}, make('span', { className: 'badge', data: { kind: item.kind } }, kindName(item.kind)), ' ', own(item.text));
    return make('li', { className: `choice ${item.placed}`, data: { choice: choice || '' } },
      isFree && mayApply() ? make('label', {}, box(item, isOn, change), words) : make('label', {}, make('span', { className: 'plainmark' }), words),
      item.placed === 'conflict' && conflict(item),
      item.why && make('p', { className: 'why' }, own(item.why)));
  };

  const drawGroup = ({ name, about }) => make('section', { className: 'group' }, make('h2', {}, name), about && make('p', { className: 'about' }, about), make('ul', { className: 'rows', role: 'list' }));

  const drawPatch = () => {
    const kind = (line) => (/^(---|\+\+\+|diff )/.test(line) ? 'head' : line.startsWith('+') ? 'plus' : line.startsWith('-') ? 'minus' : line.startsWith('@@') ? 'at' : '');
    const patch = diff.patch || '';
    if ($('patch').dataset.is === patch) return;
    $('patch').dataset.is = patch;
    $('patch').replaceChildren(...patch ? patch.replace(/\n$/, '').split('\n').map((line) => make('span', { className: kind(line) }, line)) : [make('span', {}, phrase('Nothing would change.'))]);
  };

  const drawResult = ({ written, rest, remark }) => make('div', { className: 'done-box' },
    make('p', {}, make('strong', { className: 'good' }, phraseAround('{} change written to {} | {} changes written to {}', written.length, own(view.name)))),
    remark && make('p', { className: 'why' }, own(remark)),
    rest.length ? make('p', {}, phrase('Left:'), ' ', rest.map(({ text: one }, i) => [i ? ' · ' : '', own(one)]).flat()) : make('p', { className: 'about' }, phrase('Nothing is left.')));

  const draw = () => {
    const banners = [
      problem && { kind: 'bad', words: problem },
      refusal && { kind: 'bad', words: refusal, inPlace },
      view && !mayApply() && { kind: 'ask', words: phrase('Applying belongs to the device that started the meeting.') },
    ].filter(Boolean);
    fill($('banners'), banners, ({ words }) => words, ({ kind, words, inPlace: offered }) => make('div', { className: `banner ${kind}` }, make('p', {}, own(words)),
      offered && button('in-place', phrase('Apply in place'), () => apply(true))));
    if (!diff || !view) return;
    text($('name'), view.name);
    document.title = phrase('Review: {}', view.name);
    const groups = GROUPS.filter(({ placed }) => diff.each.some((item) => item.placed === placed));
    fill($('groups'), groups, ({ placed }) => placed, drawGroup);
    for (const section of $('groups').children) {
      const items = diff.each.filter(({ placed }) => placed === section.dataset.key);
      fill(section.querySelector('ul'), items.map((item) => ({ item, isOn: !left.has(item.id), choice: choices.get(item.id), may: mayApply() })), ({ item }) => item.id, drawItem);
    }
    drawPatch();
    const free = diff.each.filter(({ placed }) => placed === 'written' || placed === 'conflict');
    const open = free.filter(({ id, placed }) => placed === 'conflict' && !left.has(id) && !choices.has(id));
    const count = free.filter(isApplied).length;
    fill($('all'), mayApply() && free.length > 1 ? [{ name: 'all' }, { name: 'none' }] : [], ({ name }) => name, ({ name }) =>
      button(name, name === 'all' ? phrase('All') : phrase('None'), () => {
        for (const { id } of free) if (name === 'all') left.delete(id); else left.add(id);
        ask();
      }));
    text($('sum'), open.length ? phrase('{} choice to make first, or untick it. | {} choices to make first, or untick it.', open.length) : free.length ? phrase('{} of {} chosen.', count, free.length) : phrase('There is nothing to apply.'));
    $('apply').hidden = !mayApply() || !free.length;
    fill($('apply'), mayApply() ? [{ count, off: isBusy || !count || open.length > 0 }] : [], () => 'apply', ({ count: n, off }) =>
      button('apply', isBusy ? phrase('Writing …') : phrase('Apply {} to the document', n), () => apply(false), { className: 'main', disabled: off }));
    const old = document.querySelector('.done-box');
    if (old) old.remove();
    if (result) $('apply-box').prepend(drawResult(result));
  };

  $('form').addEventListener('submit', (event) => event.preventDefault());
  MeetingWire.follow({
    heard(next) {
      view = next;
      if (asked !== JSON.stringify([view.generation, [...left]])) ask();
    },
    changed(state) {
      if (state === 'out') problem = phrase('This device is not part of the meeting any more.');
      if (state === 'off' && !problem) problem = AWAY;
      if (state === 'on' && problem === AWAY) ask();
      draw();
    },
  });
})();
