// The actions that the document has: committed to, declined, given to somebody, dated, done.
const MeetingActions = (() => {
  'use strict';
  const { phrase } = WhydeckWords;

  const { make, own, button, fill, text, day } = MeetingDom;
  const { STATES } = MeetingWords;
  const $ = (id) => document.getElementById(id);

  const OWNER = { name: 'owner', label: phrase('Who'), line: (value) => `@${value.replace(/^@/, '')}`, list: 'owners' };
  const DUE = { name: 'due', label: phrase('Until when'), ask: phrase('Friday, in 2 weeks, 2026-12-04'), line: (value) => `due ${value.replace(/^(due|by)\b:?\s*/i, '')}` };
  const SIGN = { name: 'sign', label: phrase('How one will see that it worked'), line: (value) => `sign: ${value}` };
  const REASON = { name: 'reason', label: phrase('Why not'), line: (value) => `reason: ${value}` };

  // What can be done about an action; without fields it is done at once.
  const ACTS = [
    { name: 'commit', words: phrase('Commit'), state: 'committed', fields: [OWNER, DUE, SIGN] },
    { name: 'done', words: phrase('Done'), state: 'done', fields: [] },
    { name: 'assign', words: phrase('Assign'), fields: [OWNER], needs: true },
    { name: 'date', words: phrase('Date'), fields: [DUE], needs: true },
    { name: 'decline', words: phrase('Decline'), state: 'declined', fields: [REASON], needs: true },
  ];
  const isClosed = ({ state }) => state === 'done' || state === 'declined';

  const create = ({ outbox, redraw }) => {
    const opened = new Set();
    const name = ({ list, id, text: words }) => `${list} ${id} ${words}`;

    const send = (action, act, line) => {
      const { list, id, text: words, seen } = action;
      outbox.add({ act: 'change', target: { list, id, text: words, seen }, line, ...act.state && { state: act.state } }, `${act.words}: ${words}`, name(action));
    };

    // The fields that an act asks for, in the row.
    const ask = (action, act, row) => {
      row.querySelectorAll('form').forEach((form) => form.remove());
      const fields = act.fields.map((field) => ({
        ...field,
        input: make('input', { type: 'text', dir: 'auto', id: `f-${action.list}-${action.id}-${field.name}`, maxLength: 500, autocomplete: 'off', list: field.list, placeholder: field.ask || '', value: action[field.name] || '' }),
      }));
      const close = () => {
        form.remove();
        redraw();
        const again = document.querySelector(`#actions [data-key="${CSS.escape(row.dataset.key)}"] [data-do="${act.name}"]`);
        if (again) again.focus({ preventScroll: true });
      };
      const submit = (event) => {
        event.preventDefault();
        const filled = fields.filter(({ input, name: field }) => input.value.trim() && input.value.trim() !== (action[field] || ''));
        if (act.needs && !filled.length) {
          fields[0].input.focus();
          return;
        }
        send(action, act, filled.map(({ input, line }) => line(input.value.trim())).join(' '));
        close();
      };
      const escape = (event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        close();
      };
      const form = make('form', { className: 'inline fields', 'aria-label': `${act.words}: ${action.text}`, on: { submit, keydown: escape } },
        fields.map(({ label, input }) => make('p', {}, make('label', { for: input.id }, label), input)),
        make('div', { className: 'buttons small' }, make('button', { className: 'main' }, act.words), button('cancel', phrase('Cancel'), close)));
      row.querySelector('details').append(form);
      fields[0].input.focus();
    };

    const draw = (action) => {
      const { owner, due, state } = action, key = name(action);
      const facts = [owner ? `@${owner}` : phrase('nobody yet'), due ? phrase('due {}', day(due)) : phrase('no date')];
      const more = make('details', { open: opened.has(key), on: { toggle: () => { if (more.open) opened.add(key); else opened.delete(key); } } },
        make('summary', { data: { do: 'open' } },
          make('span', { className: 'text' }, make('span', { className: 'badge', data: { state } }, STATES[state] || state || STATES.proposed), ' ', own(action.text)),
          make('span', { className: 'fields' }, own(facts[0]), make('span', { className: 'dot', 'aria-hidden': 'true' }, '·'), facts[1])),
        make('div', { className: 'buttons small' }, ACTS.filter((act) => act.state !== state).map((act) =>
          button(act.name, act.words, () => (act.fields.length ? ask(action, act, row) : send(action, act, '')), { 'aria-label': `${act.words}: ${action.text}` }))));
      const row = make('li', { className: `item${isClosed(action) ? ' closed' : ''}` }, more);
      return row;
    };

    return {
      show(view) {
        const open = view.actions.filter((action) => !isClosed(action)), closed = view.actions.filter(isClosed);
        fill($('items'), open, name, draw);
        fill($('closed'), closed, name, draw);
        $('closed-box').hidden = !closed.length;
        text($('closed-h'), phrase('{} done or declined', closed.length));
        text($('actions-count'), view.actions.length ? phrase('{} open of {}', open.length, view.actions.length) : '');
        $('no-items').hidden = view.actions.length > 0;
        const owners = $('owners');
        if (owners.dataset.is !== view.owners.join('\n')) {
          owners.dataset.is = view.owners.join('\n');
          owners.replaceChildren(...view.owners.map((owner) => make('option', { value: owner })));
        }
      },
    };
  };

  return { create };
})();
