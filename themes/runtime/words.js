// What scripts say, in the page's language: their texts are English, and the page brings what these are in another.
const WhydeckWords = (() => {
  'use strict';
  const holder = document.querySelector('body > script#whydeck-options');
  const { lang = 'en', texts = {} } = (holder && JSON.parse(holder.textContent).whydeckWords) || {};
  const rules = new Intl.PluralRules(lang);

  // A text of several forms is said in the form for the first value, a count, and values in the places of {}, or of {0} and
  // {1} where the order is another.
  const phrase = (text, ...values) => {
    const forms = (Object.hasOwn(texts, text) ? texts[text] : text).split(' | ');
    const place = forms.length > 1 ? { one: 0, few: 1 }[rules.select(values[0])] : 0;
    let next = 0;
    return (forms[place ?? forms.length - 1] ?? forms.at(-1)).replace(/\{(\d?)\}/g, (_, at) => values[at || next++] ?? '');
  };

  return { lang, phrase };
})();
