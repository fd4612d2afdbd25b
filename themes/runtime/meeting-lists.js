// What was captured: the list of it, what is not kept yet, corrections and withdrawals.
const MeetingLists = (() => {
  'use strict';
  const { phrase } = WhydeckWords;

  const { make, own, button, fill, text } = MeetingDom;
  const { KINDS, isApart, kindName, line, fields } = MeetingWords;
  const $ = (id) => document.getElementById(id);

  const STANDINGS = { sending: phrase('sending'), kept: phrase('kept'), held: phrase('kept, not shown yet'), applied: phrase('in the document'), withdrawn: phrase('withdrawn') };

  // `outbox` sends; `edit` takes a text back into the line; `withdrew` offers to put one back.
  const create = ({ outbox, edit, withdrew, redraw }) => {
    let view = null;

    const badge = (kind) => make('span', { className: 'badge', data: { kind } }, kindName(kind));
    const details = (parts) => make('p', { className: 'fields' }, parts.map((part, i) => [i ? make('span', { 'aria-hidden': 'true', className: 'dot' }, '·') : '', own(part)]).flat());

    const withdraw = (capture) => {
      outbox.add({ act: 'withdraw', id: capture.id }, 'withdraw', capture.id);
      withdrew(capture, putBack);
    };
    const putBack = (capture) => {
      // A withdrawal that is not kept yet is simply taken back.
      const waiting = outbox.entries().find(({ about, body }) => about === capture.id && body.act === 'withdraw');
      if (waiting && waiting.state !== 'sending') outbox.remove(waiting);
      if (!view.captures.some(({ id, standing }) => id === capture.id && standing === 'withdrawn')) return;
      const { kind, from, target, state } = capture;
      const body = kind === 'change' ? { act: 'change', target, line: line(capture), state } : { act: 'capture', kind, line: line(capture), from: from || undefined };
      outbox.add(body, capture.text);
    };

    // The row becomes a form; saving sends the correction.
    const correct = (capture, row) => {
      if (row.querySelector('form')) return;
      const field = make('input', { type: 'text', dir: 'auto', value: line(capture), maxLength: 2000, autocomplete: 'off', 'aria-label': phrase('Corrected line'), role: 'combobox', 'aria-expanded': 'false', 'aria-autocomplete': 'list' });
      const names = make('ul', { className: 'names', id: `names-${capture.id}`, role: 'listbox', hidden: true, 'aria-label': phrase('Owners') });
      field.setAttribute('aria-controls', names.id);
      const kinds = make('select', { 'aria-label': phrase('What it is') }, Object.entries(KINDS).map(([kind, { name }]) => make('option', { value: kind, selected: kind === capture.kind }, name)));
      const close = () => {
        form.remove();
        row.classList.remove('editing');
        redraw();
        const again = document.querySelector(`[data-key="${CSS.escape(row.dataset.key)}"]`);
        if (again) again.focus({ preventScroll: true });
      };
      const form = make('form', {
        className: 'inline', on: {
          submit: (event) => {
            event.preventDefault();
            const words = field.value.trim();
            if (words && (words !== line(capture) || kinds.value !== capture.kind)) {
              outbox.add({ act: 'correct', id: capture.id, line: words, ...kinds.value !== capture.kind && { kind: kinds.value } }, words, capture.id);
            }
            close();
          },
          keydown: (event) => {
            if (event.key !== 'Escape') return;
            event.preventDefault();
            close();
          },
        },
      }, capture.kind === 'change' ? null : kinds, make('div', { className: 'field' }, field, names),
      make('div', { className: 'buttons small' }, make('button', { className: 'main' }, phrase('Save')), button('cancel', phrase('Cancel'), () => close())));
      MeetingNames.attach(field, names, () => view.owners);
      row.classList.add('editing');
      row.append(form);
      field.focus();
      field.setSelectionRange(field.value.length, field.value.length);
    };

    // What is on its way about a capture: a correction, a withdrawal.
    const pending = (entry) => make('p', { className: `pending ${entry.state}` },
      entry.state === 'sending' ? phrase('sending') : [make('strong', {}, phrase('Not kept:'), ' '), own(entry.why || phrase('no answer yet'))],
      entry.body.act === 'capture' ? null : [' ', own(entry.body.act === 'withdraw' ? phrase('(withdraw)') : `(${entry.words})`)],
      entry.state === 'sending' ? null : make('span', { className: 'buttons small' },
        button('again', phrase('Try again'), () => outbox.again(entry)),
        entry.body.act === 'capture' && button('edit', phrase('Change it'), () => { outbox.remove(entry); edit(entry.body); }),
        button('drop', phrase('Discard'), () => outbox.remove(entry))));

    const standing = (capture) => (capture.standing === 'open' ? (capture.shown || isApart(capture.kind) ? 'kept' : 'held') : capture.standing);

    const draw = ({ capture, entries }) => {
      const how = standing(capture), isOpen = capture.standing === 'open';
      const row = make('li', { className: `capture ${how}`, tabIndex: -1, data: { id: capture.id } },
        make('div', { className: 'words' }, make('p', { className: 'text' }, badge(capture.kind), ' ', own(capture.text)),
          details([...fields(capture, capture.kind), STANDINGS[how]]),
          capture.why && make('p', { className: 'fields bad' }, own(phrase('Not in the deck: {}', capture.why)))),
        isOpen && make('div', { className: 'buttons small' },
          button('correct', phrase('Correct'), () => correct(capture, row), { 'aria-label': phrase('Correct: {}', capture.text), key: 'e' }),
          button('withdraw', phrase('Withdraw'), () => withdraw(capture), { 'aria-label': phrase('Withdraw: {}', capture.text), key: 'x' })),
        capture.standing === 'withdrawn' && make('div', { className: 'buttons small' },
          button('back', phrase('Put back'), () => putBack(capture), { 'aria-label': phrase('Put back: {}', capture.text) })),
        entries.map((entry) => pending(outbox.entries().find(({ key }) => key === entry.key) || entry)));
      return row;
    };

    const drawEntry = ({ key }) => {
      const entry = outbox.entries().find((one) => one.key === key);
      const kind = entry.body.kind || 'change';
      return make('li', { className: `capture unkept ${entry.state}`, tabIndex: -1 },
        make('div', { className: 'words' }, make('p', { className: 'text' }, badge(kind), ' ', own(entry.words))), pending(entry));
    };

    const brief = ({ key, state, why, body, words }) => ({ key, state, why, body, words });
    const show = (next) => {
      view = next;
      const entries = outbox.entries();
      // What is kept is there already when only the answer is still on its way: the server's id is the page's key.
      const isKnown = (entry) => view.captures.some(({ id }) => id === entry.about || id === entry.key);
      const rows = view.captures.map((capture) => ({ capture, entries: entries.filter(({ about }) => about === capture.id).map(brief) })).reverse();
      const news = entries.filter((entry) => !isKnown(entry)).map(brief).reverse();
      const drawAny = (item) => (item.capture ? draw(item) : drawEntry(item));
      const name = (item) => (item.capture ? item.capture.id : item.key);
      const stays = ({ capture }) => capture.standing !== 'withdrawn';
      const main = [...news.filter(({ body }) => !isApart(body.kind)), ...rows.filter((row) => stays(row) && !isApart(row.capture.kind))];
      const apart = [...news.filter(({ body }) => isApart(body.kind)), ...rows.filter((row) => stays(row) && isApart(row.capture.kind))];
      const gone = rows.filter((row) => !stays(row));
      fill($('captures'), main, name, drawAny);
      fill($('apart'), apart, name, drawAny);
      fill($('gone'), gone, name, drawAny);
      const count = (list) => (list.length ? String(list.length) : '');
      text($('kept-count'), count(main));
      text($('apart-count'), count(apart));
      text($('gone-h'), phrase('Withdrawn ({})', gone.length));
      $('none').hidden = main.length + apart.length > 0;
      $('apart-box').hidden = !apart.length;
      $('gone-box').hidden = !gone.length;
      rove();
    };

    // One row of a list takes the Tab key; arrows go from row to row.
    const rows = () => [...document.querySelectorAll('#captures > li, #apart > li')];
    const rove = () => {
      const all = rows();
      const at = all.find((row) => row.contains(document.activeElement)) || all.find((row) => row.tabIndex === 0) || all[0];
      for (const row of all) row.tabIndex = row === at ? 0 : -1;
    };
    const keys = (event) => {
      const row = event.target instanceof Element && event.target.closest('li.capture');
      if (!row || event.target.closest('form') || event.ctrlKey || event.metaKey || event.altKey) return;
      const all = rows(), i = all.indexOf(row);
      const to = { ArrowDown: i + 1, ArrowUp: i - 1, Home: 0, End: all.length - 1 }[event.key];
      if (to !== undefined && i >= 0) {
        event.preventDefault();
        if (all[to]) all[to].focus();
        rove();
        return;
      }
      const capture = view.captures.find(({ id }) => id === row.dataset.id);
      if (!capture || capture.standing !== 'open') return;
      if (event.key === 'e') correct(capture, row);
      else if (event.key === 'x' || event.key === 'Backspace' || event.key === 'Delete') withdraw(capture);
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    $('kept').addEventListener('keydown', keys);
    $('kept').addEventListener('focusin', rove);

    return { show, withdraw };
  };

  return { create };
})();
