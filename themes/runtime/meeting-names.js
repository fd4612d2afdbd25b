// Completes an owner in a line: after `@` the names that the document knows, in a list under the line.
const MeetingNames = (() => {
  'use strict';

  const { make, own } = MeetingDom;
  const MOST = 6;

  // The name that is being typed before the caret, with the place where it begins.
  const typed = (line) => {
    const before = line.value.slice(0, line.selectionStart);
    const found = line.selectionStart === line.selectionEnd && /(?:^|[\s(,])@([^@,:;]{0,40})$/.exec(before);
    return found ? { name: found[1], at: before.length - found[1].length } : null;
  };

  // Those with a word that begins so, the whole names first.
  const fitting = (names, name) => {
    const wanted = name.toLocaleLowerCase();
    const begins = (one) => one.toLocaleLowerCase().startsWith(wanted);
    return [...names.filter(begins), ...names.filter((one) => !begins(one) && one.split(/[\s._-]+/).some(begins))].slice(0, MOST);
  };

  // Takes keys of the line only while the list is open.
  const attach = (line, list, names) => {
    let shown = [], chosen = -1, place = null;

    const close = () => {
      shown = [];
      list.hidden = true;
      line.setAttribute('aria-expanded', 'false');
      line.removeAttribute('aria-activedescendant');
    };
    const mark = (index) => {
      chosen = index;
      [...list.children].forEach((item, i) => item.setAttribute('aria-selected', i === chosen));
      line.setAttribute('aria-activedescendant', list.children[chosen].id);
    };
    const take = (name) => {
      const after = line.value.slice(line.selectionStart).replace(/^[^\s,;]*/, '');
      const before = `${line.value.slice(0, place.at)}${name}`;
      line.value = before + (after.startsWith(' ') ? after : ` ${after}`);
      line.setSelectionRange(before.length + 1, before.length + 1);
      close();
      line.dispatchEvent(new Event('input'));
    };
    const look = () => {
      place = typed(line);
      shown = place ? fitting(names(), place.name).filter((name) => name !== place.name) : [];
      if (!shown.length) return close();
      list.replaceChildren(...shown.map((name, i) => make('li', {
        id: `${list.id}-${i}`, role: 'option', on: { pointerdown: (event) => { event.preventDefault(); take(name); } },
      }, own(name))));
      list.hidden = false;
      line.setAttribute('aria-expanded', 'true');
      mark(0);
    };

    line.addEventListener('input', look);
    line.addEventListener('blur', close);
    line.addEventListener('keydown', (event) => {
      if (!shown.length || event.isComposing) return;
      const step = { ArrowDown: 1, ArrowUp: shown.length - 1 }[event.key];
      if (step) mark((chosen + step) % shown.length);
      else if (event.key === 'Enter' || event.key === 'Tab') take(shown[chosen]);
      else if (event.key === 'Escape') close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    }, true);
    return { isOpen: () => shown.length > 0 };
  };

  return { attach, fitting, typed };
})();
