// The line in which somebody captures: what it is, one line, where it came from.
const MeetingLine = (() => {
  'use strict';
  const { phrase } = WhydeckWords;

  const { make, own, text, button, stored, store, say } = MeetingDom;
  const { KINDS, origin } = MeetingWords;
  const $ = (id) => document.getElementById(id);
  const DRAFT = 'whydeck-meeting-draft', FROM = 'whydeck-meeting-from';
  const inTab = () => sessionStorage;

  // `outbox` takes what is captured; `back` puts a capture back that was withdrawn.
  const create = ({ outbox, leave }) => {
    const form = $('form'), line = $('line');
    let kind = 'decision', view = null, withdrawn = null;

    const save = () => store(inTab, DRAFT, JSON.stringify({ kind, line: line.value }));
    const draw = () => {
      const { name, hint, ask } = KINDS[kind];
      text($('line-label'), phrase('{}, in one line', name));
      line.placeholder = ask;
      line.setAttribute('aria-label', phrase('{}, in one line', name));
      text($('hint'), hint);
      form.dataset.kind = kind;
    };
    const choose = (next, focus = true) => {
      if (!(next in KINDS)) return;
      kind = next;
      $(`kind-${kind}`).checked = true;
      draw();
      save();
      if (focus) line.focus();
    };

    for (const [name, { key, name: words }] of Object.entries(KINDS)) {
      $('kinds').append(make('label', { data: { kind: name } },
        make('input', { type: 'radio', name: 'kind', id: `kind-${name}`, value: name, 'aria-keyshortcuts': key, on: { change: () => choose(name, false) } }),
        make('span', {}, words, make('kbd', { 'aria-hidden': 'true' }, key))));
    }
    MeetingNames.attach(line, $('names'), () => (view ? view.owners : []));

    const place = () => ($('from-on').checked ? origin(view?.slide) : '');
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const words = line.value.trim();
      if (!words) {
        say(phrase('There is nothing in the line yet.'));
        line.focus();
        return;
      }
      const from = place();
      outbox.add({ act: 'capture', kind, line: words, ...from && { from } }, words);
      line.value = '';
      save();
      line.focus();
    });
    line.addEventListener('input', save);
    line.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || event.isComposing) return;
      event.preventDefault();
      line.blur();
      leave();
    });

    const draft = JSON.parse(stored(inTab, DRAFT) || 'null');
    line.value = draft?.line || '';
    let shownSlide = null;
    $('from-on').addEventListener('change', () => { if (view?.slide?.from) store(inTab, FROM, $('from-on').checked ? '1' : '0'); });
    // A why or the timeline is where things come from; a title is only when somebody says so.
    const offerOrigin = (slide) => {
      const from = origin(slide);
      form.querySelector('.from').hidden = !from;
      text($('from'), from);
      if (slide?.key === shownSlide) return;
      shownSlide = slide?.key;
      $('from-on').checked = !!slide?.from && stored(inTab, FROM) !== '0';
    };
    choose(draft?.kind in KINDS ? draft.kind : 'decision', false);

    const offer = (capture, act) => {
      withdrawn = capture && { capture, act };
      $('undo').hidden = !capture;
      $('undo').replaceChildren(...capture ? [make('span', {}, phrase('Withdrawn:'), ' ', own(capture.text)), button('back', phrase('Put back'), () => putBack(), { key: 'z' })] : []);
    };
    const putBack = () => {
      if (!withdrawn) return;
      withdrawn.act(withdrawn.capture);
      offer(null);
    };

    return {
      choose,
      offer,
      putBack,
      // Takes back into the line what was not kept.
      edit({ kind: was, line: words }) {
        if (line.value.trim()) outbox.add({ act: 'capture', kind, line: line.value.trim() }, line.value.trim());
        choose(was in KINDS ? was : kind);
        line.value = words;
        save();
        line.setSelectionRange(words.length, words.length);
      },
      show(next) {
        view = next;
        offerOrigin(view.slide);
      },
    };
  };

  return { create };
})();
