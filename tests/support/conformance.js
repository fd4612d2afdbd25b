// Writes the slides that reveal.js makes of Markdown, and those of a built deck, in one form, so that the two can be
// compared line by line: slides and stacks with their attributes, blocks with theirs, running text with its elements, notes.
window.Conformance = (() => {
  const INLINE = new Set(
    ('A ABBR B BDI BDO BR BUTTON CITE CODE DEL DFN EM I IMG INPUT INS KBD LABEL MARK Q RB RP RT RTC RUBY S SAMP SMALL ' +
      'SPAN STRONG SUB SUP TIME U VAR WBR math svg').split(' '),
  );

  // What is made equal before two documents are compared: the reason, which elements, and how.
  const SMOOTHED = [
    ['reveal.js marks what it has parsed', '[data-markdown]', (e) => drop(e, 'data-markdown', 'data-markdown-parsed')],
    ['a deck gives every slide an address of its own', 'section[id]', (e, source) => {
      if (!new RegExp(`\\bid\\s*=\\s*["']?${escape(e.id)}`).test(source)) drop(e, 'id');
    }],
    ['pictures behind slides are embedded', 'section', (e) => {
      const behind = e.getAttribute('data-background-image') ?? e.getAttribute('data-background') ?? '';
      if (!/^(data|https?|file):|\.(svg|png|jpe?g|gif|webp|avif)\b/.test(behind)) return;
      drop(e, 'data-background');
      e.setAttribute('data-background-image', 'a picture');
    }],
    ['what is not in the deck is named on its slide', '.placeholder-note', (e) => e.remove()],
    ['pictures are embedded, or have a placeholder', 'img', (e) => drop(e, 'src', 'data-src')],
    ['drawings and formulas are looked at by other tests', 'svg, math', (e) => {
      e.replaceChildren();
      drop(e, ...e.getAttributeNames().filter((name) => name !== 'display'));
    }],
    ['alignment is an attribute there and a style here', 'th[style], td[style]', (e) => {
      const { textAlign } = e.style;
      e.style.textAlign = '';
      if (textAlign) e.setAttribute('align', textAlign);
      if (!e.style.length) drop(e, 'style');
    }],
    ['steps of code are elements of the deck here, made by a plugin there', '.code-step', (e) => e.remove()],
    ['code is coloured in the deck here, by a plugin there', 'pre > code', code],
    ['links to other hosts open a window of their own here', 'a[rel]', (e, source) => {
      drop(e, 'rel');
      if (!source.includes('target=')) drop(e, 'target');
    }],
    ['a paragraph of nothing but a picture has a class here', 'p.picture', (e) => e.classList.remove('picture')],
    ['a first slide that is a title has a class here', 'section.wd-opener', (e) => e.classList.remove('wd-opener')],
    ['a box to tick is no control here', 'input[type=checkbox]', (e) => drop(e, 'disabled', 'aria-label')],
  ];

  const drop = (e, ...names) => names.forEach((name) => e.removeAttribute(name));
  const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

  // Language, numbers, first number and steps of a block of code, in one notation.
  function code(e) {
    const pre = e.parentElement;
    const language = [...e.classList].map((name) => name.replace(/^language-/, '')).filter((name) => name !== 'hljs').join(' ');
    const steps = e.getAttribute('data-line-numbers') ?? pre.getAttribute('data-steps');
    const first = e.getAttribute('data-ln-start-from') ?? pre.style.getPropertyValue('--wd-line-start');
    const isNumbered = e.hasAttribute('data-line-numbers') || pre.classList.contains('numbered');
    // That plugin trims code that says so.
    e.textContent = e.hasAttribute('data-trim') ? e.textContent.trim() : e.textContent.replace(/\n$/, '');
    drop(e, 'data-trim', 'class', 'data-line-numbers', 'data-ln-start-from');
    drop(pre, 'data-steps', 'tabindex');
    pre.style.removeProperty('--wd-line-start');
    pre.classList.remove('code', 'numbered', 'stepped');
    if (language) e.setAttribute('language', language);
    if (isNumbered) e.setAttribute('numbered', '');
    if (isNumbered && first && first !== '1') e.setAttribute('first', first);
    if (steps) e.setAttribute('steps', steps.replace(/\s/g, ''));
  }

  const parsed = (html) => new DOMParser().parseFromString(html, 'text/html');

  // The slides that the plugin makes of Markdown. The document is one that loads nothing.
  async function theirs({ markdown, separators, breaks }) {
    const inert = parsed('<div class="reveal"><div class="slides"><section data-markdown><script type="text/template">');
    const script = inert.querySelector('script');
    script.textContent = markdown;
    const section = script.parentElement;
    for (const [name, value] of Object.entries(separators)) section.setAttribute(name, value);
    const deck = inert.querySelector('.reveal');
    RevealMarkdown().init({ getRevealElement: () => deck, getConfig: () => ({ markdown: { breaks } }) });
    // It goes on in promises, which end within these turns, and is ready when they do.
    for (let turn = 0; turn < 20; turn++) await null;
    return deck.querySelector('.slides');
  }

  function outline(slides, source) {
    for (const [, selector, change] of SMOOTHED) slides.querySelectorAll(selector).forEach((e) => change(e, source));
    const lines = [];
    for (const section of slides.children) {
      const below = [...section.children].filter((e) => e.tagName === 'SECTION');
      const isStack = below.length > 0 && below.length === section.children.length;
      if (isStack) lines.push('stack' + attributes(section));
      (isStack ? below : [section]).forEach((slide) => write(slide, isStack ? '  ' : '', lines));
    }
    return lines.join('\n') + '\n';
  }

  function write(slide, indent, lines) {
    const asides = [...slide.querySelectorAll('aside.notes')];
    asides.forEach((aside) => aside.remove());
    const said = slide.getAttribute('data-notes');
    drop(slide, 'data-notes');
    lines.push(indent + 'slide' + attributes(slide));
    blocks(slide, indent + '  ', lines);
    if (said === null && !asides.length) return;
    lines.push(indent + '  notes');
    if (said !== null) lines.push(`${indent}    p`, `${indent}      ${said.trim()}`);
    else asides.forEach((aside) => blocks(aside, indent + '    ', lines));
  }

  function attributes(e) {
    const value = ({ name, value }) => {
      if (name === 'class') return [...e.classList].sort().join(' ');
      return name === 'style' ? e.style.cssText : value.replace(/\s+/g, ' ');
    };
    const kept = [...e.attributes].map((a) => ` ${a.name}="${value(a)}"`).filter((a) => a !== ' class=""' && a !== ' style=""');
    return kept.sort().join('');
  }

  const isInline = (node) =>
    node.nodeType === Node.TEXT_NODE ||
    (INLINE.has(node.tagName) && ![...node.querySelectorAll('*')].some((e) => !INLINE.has(e.tagName)));

  function blocks(parent, indent, lines) {
    let run = '';
    const flush = () => {
      const text = run.replace(/\s+/g, ' ').replace(/ ?⏎ ?/g, '⏎').replace(/⏎$/, '').trim();
      if (text) lines.push(indent + text);
      run = '';
    };
    for (const node of parent.childNodes) {
      if (node.nodeType === Node.COMMENT_NODE) continue;
      if (isInline(node)) {
        run += running(node);
        continue;
      }
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      flush();
      lines.push(indent + node.tagName.toLowerCase() + attributes(node));
      if (node.tagName === 'PRE') preformatted(node, indent + '  ', lines);
      else blocks(node, indent + '  ', lines);
    }
    flush();
  }

  function running(node) {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.nodeType !== Node.ELEMENT_NODE) return '';
    if (node.tagName === 'BR') return '⏎';
    const inner = [...node.childNodes].map(running).join('');
    const tag = node.tagName.toLowerCase() + attributes(node);
    if (tag === 'span') return inner;
    return ['IMG', 'INPUT', 'WBR'].includes(node.tagName) ? `<${tag}>` : `<${tag}>${inner}</${node.tagName.toLowerCase()}>`;
  }

  function preformatted(pre, indent, lines) {
    const inner = pre.children.length === 1 && pre.firstElementChild.tagName === 'CODE' ? pre.firstElementChild : pre;
    if (inner !== pre) lines.push(indent + 'code' + attributes(inner));
    inner.textContent.split('\n').forEach((line) => lines.push(`${indent}| ${line}`));
  }

  // For each case what reveal.js makes of it and what stands in the built deck.
  return async (cases) => {
    const made = [];
    for (const one of cases) {
      const ours = parsed(one.html).querySelector('.slides');
      made.push([outline(await theirs(one), one.markdown), outline(ours, one.markdown)]);
    }
    return made;
  };
})();
