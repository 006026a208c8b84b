// The keyboard of staff pages. Keys are declared where they work:
//   data-key="j"            on a button, link or field: the key presses it (a field is focused). "Shift+C", "Enter", "Escape", "[", "/" too.
//   data-key-label="叫号"    what the list of keys says, where the element's own words do not
//   data-why="…"            said aloud when the element is aria-disabled
//   data-rows               a list whose [data-row] items are walked by ↑ ↓; space presses [data-tick], Enter [data-open] of the current one.
//                           Letters declared inside the current row come before the same letter elsewhere.
//   data-keys-when-empty    on a field: keys still work in it while it is empty; with a list of keys, only those
// Nothing is caught while someone types, nor with Alt, Ctrl or Meta, nor the F keys: browsers take those.

const named = { Space: ' ' };

function typing(target, key) {
  if (!(target instanceof HTMLElement)) return false;
  const field = target.closest('input, textarea, select, [contenteditable=""], [contenteditable=true]');
  if (!field) return false;
  if (field instanceof HTMLInputElement && ['checkbox', 'radio', 'button', 'submit', 'reset', 'file'].includes(field.type)) return false;
  const keys = field.getAttribute('data-keys-when-empty');
  return keys === null || field.value !== '' || (keys !== '' && !keys.split(' ').includes(key));
}

function pressed(event) {
  // An input method that is on hides the letter; the position of the key still tells it.
  let key = event.key === 'Process' && event.code.startsWith('Key') ? event.code.slice(3).toLowerCase() : event.key;
  if (key.length === 1) key = key.toLowerCase();
  return event.shiftKey && /^[a-z]$/.test(key) ? `Shift+${key.toUpperCase()}` : key;
}

const visible = (element) => element.checkVisibility?.({ visibilityProperty: true }) ?? element.offsetParent !== null;
const keyOf = (element) => {
  const key = named[element.dataset.key] ?? element.dataset.key;
  return key.length === 1 ? key.toLowerCase() : key;
};

function find(key, scope) {
  for (const element of scope.querySelectorAll('[data-key]')) {
    if (keyOf(element) === key && visible(element)) return element;
  }
  return null;
}

function say(text) {
  const region = document.getElementById('said');
  if (!region || !text) return;
  const line = document.createElement('p');
  line.className = 'saved';
  line.textContent = text;
  region.replaceChildren(line);
  setTimeout(() => line.remove(), 6000);
}

function press(element) {
  if (element.getAttribute('aria-disabled') === 'true') {
    say(element.dataset.why);
    return;
  }
  if (element.matches('input:not([type=checkbox]):not([type=radio]):not([type=submit]), textarea, select')) {
    element.focus();
    element.select?.();
  } else {
    element.click();
  }
}

const currentRow = () => document.querySelector('[data-rows] [data-row].here');

export function goTo(row) {
  const list = row.closest('[data-rows]');
  for (const other of list.querySelectorAll('[data-row].here')) {
    other.classList.remove('here');
    other.removeAttribute('aria-current');
  }
  row.classList.add('here');
  row.setAttribute('aria-current', 'true');
  const focus = row.querySelector('[data-open], [data-tick]') ?? row;
  if (focus === row && !row.hasAttribute('tabindex')) row.tabIndex = -1;
  focus.focus({ preventScroll: true });
  row.scrollIntoView({ block: 'nearest' });
  row.dispatchEvent(new CustomEvent('row:here', { bubbles: true }));
}

function walk(step) {
  const here = currentRow();
  const list = here?.closest('[data-rows]') ?? document.querySelector('[data-rows]');
  if (!list) return false;
  const rows = [...list.querySelectorAll('[data-row]')].filter(visible);
  if (!rows.length) return false;
  const at = rows.indexOf(here);
  goTo(rows[Math.min(Math.max(at + step, 0), rows.length - 1)]);
  return true;
}

function listKeys() {
  const dialog = document.getElementById('keys-dialog');
  if (!dialog) return;
  const list = dialog.querySelector('.key-list');
  const seen = new Set();
  const lines = [];
  for (const element of document.querySelectorAll('[data-key]')) {
    const key = keyOf(element);
    if (seen.has(key) || !visible(element) || element.closest('dialog')) continue;
    seen.add(key);
    const words = element.cloneNode(true);
    for (const inner of words.querySelectorAll('kbd, .visually-hidden')) inner.remove();
    const label = element.dataset.keyLabel || element.getAttribute('aria-label') || words.textContent.trim();
    const hint = element.querySelector('kbd')?.textContent || key.toUpperCase();
    const term = document.createElement('dt');
    term.append(Object.assign(document.createElement('kbd'), { textContent: hint }));
    lines.push(term, Object.assign(document.createElement('dd'), { textContent: label }));
  }
  list.querySelectorAll('.found').forEach((line) => line.remove());
  for (const line of lines) line.classList.add('found');
  list.prepend(...lines);
  for (const line of list.querySelectorAll('[data-default]')) line.hidden = seen.has(line.dataset.default);
  dialog.showModal();
}

document.addEventListener('keydown', (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing || event.defaultPrevented) return;
  if (document.querySelector('dialog[open]') && !event.target.closest?.('dialog')) return;
  const key = pressed(event);
  if (/^F\d+$/.test(key)) return;
  if (typing(event.target, key)) {
    if (key === 'Escape') event.target.blur();
    return;
  }
  const scope = event.target.closest?.('dialog[open]') ?? document;
  const row = currentRow();
  if (key === '?' && scope === document) {
    listKeys();
  } else if ((key === 'ArrowDown' || key === 'ArrowUp') && scope === document && !event.target.matches?.('[type=radio]')) {
    if (!walk(key === 'ArrowDown' ? 1 : -1)) return;
  } else if (key === ' ' && row?.querySelector('[data-tick]')) {
    if (event.target.matches?.('button, summary, [type=checkbox], [type=radio]') && !row.contains(event.target)) return;
    if (!event.repeat) row.querySelector('[data-tick]').click();
  } else if (key === 'Enter' && event.target.matches?.('a[href], button, summary')) {
    return;
  } else {
    const target = (row && scope === document && (find(key, row) ?? (key === 'Enter' ? row.querySelector('[data-open]') : null))) || find(key, scope);
    if (!target || event.repeat) return;
    press(target);
  }
  event.preventDefault();
});

document.addEventListener('click', (event) => {
  if (event.target.closest('[data-keys-list]')) listKeys();
  const row = event.target.closest('[data-rows] [data-row]');
  if (row && !row.classList.contains('here')) goTo(row);
});
