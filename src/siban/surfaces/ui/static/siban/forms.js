// Forms never lose what was typed, and are not sent twice.
//   <form data-keep="intake">   a draft of its fields stays in this tab until the form was taken
//   data-secret                 on a field: never kept (passwords, files and personal numbers are not kept anyway)
//   data-again                  on a form: may be sent again at once
//   <body data-refused>         the answer was a refusal: the draft stays
//   <body data-forget>          somebody else may sit down now: all drafts go

const PREFIX = 'siban:draft:';
const PENDING = 'siban:sent';
// An identity number (15 or 18), a telephone number, a bank card: whatever looks like one is not kept.
const PERSONAL = /\d{11,}|\d{17}[\dXx]/;

const nameOf = (form) => `${PREFIX}${location.pathname}:${form.dataset.keep}`;
const keepable = (field) =>
  field.name && !field.matches('[type=password], [type=file], [type=hidden], [type=submit], [type=button], [data-secret], [data-secret] *');

function draftOf(form) {
  const values = {};
  for (const field of form.elements) {
    if (!keepable(field)) continue;
    if (field.type === 'checkbox' || field.type === 'radio') {
      (values[field.name] ??= []);
      if (field.checked) values[field.name].push(field.value);
    } else if (!PERSONAL.test(field.value.replace(/[\s-]/g, ''))) {
      (values[field.name] ??= []).push(field.value);
    }
  }
  return values;
}

function restore(form) {
  const kept = sessionStorage.getItem(nameOf(form));
  if (!kept) return;
  const values = JSON.parse(kept);
  const turn = {};
  for (const field of form.elements) {
    if (!keepable(field) || !(field.name in values)) continue;
    if (field.type === 'checkbox' || field.type === 'radio') {
      field.checked = values[field.name].includes(field.value);
    } else if (!field.value || field.matches('select')) {
      const at = (turn[field.name] = (turn[field.name] ?? -1) + 1);
      if (values[field.name][at] !== undefined) field.value = values[field.name][at];
    }
  }
  form.dispatchEvent(new CustomEvent('draft:back', { bubbles: true }));
}

function forget(all) {
  for (const key of Object.keys(sessionStorage)) {
    if (all ? key.startsWith(PREFIX) : key === sessionStorage.getItem(PENDING)) sessionStorage.removeItem(key);
  }
  sessionStorage.removeItem(PENDING);
}

if ('forget' in document.body.dataset) forget(true);
else if (!('refused' in document.body.dataset)) forget(false);
else sessionStorage.removeItem(PENDING);

document.querySelectorAll('form[data-keep]').forEach(restore);

function note(event) {
  const form = event.target.form ?? event.target.closest?.('form');
  if (form?.dataset.keep) sessionStorage.setItem(nameOf(form), JSON.stringify(draftOf(form)));
}
document.addEventListener('input', note);
document.addEventListener('change', note);

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.method === 'get' || 'again' in form.dataset || form.target === '_blank') return;
  if (form.getAttribute('aria-busy') === 'true') {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  if (form.dataset.keep) sessionStorage.setItem(PENDING, nameOf(form));
  form.setAttribute('aria-busy', 'true');
}, true);

const free = (root) => root.querySelectorAll('form[aria-busy]').forEach((form) => form.removeAttribute('aria-busy'));
window.addEventListener('pageshow', () => free(document));
document.addEventListener('htmx:afterRequest', (event) => {
  const form = event.detail.elt.closest?.('form');
  if (!form) return;
  form.removeAttribute('aria-busy');
  if (form.dataset.keep && event.detail.successful) sessionStorage.removeItem(nameOf(form));
});
document.addEventListener('htmx:load', (event) => event.target.querySelectorAll?.('form[data-keep]').forEach(restore));

// A refusal is read out and comes into view where it stands.
document.addEventListener('htmx:afterSwap', (event) => {
  if (event.target.id === 'refusal') event.target.focus();
});

// Fields that other fields open: data-fills="#id" with data-value on a button puts the value there (the accounts of a demonstration).
document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-fills]');
  if (!button) return;
  const values = JSON.parse(button.dataset.fills);
  for (const [id, value] of Object.entries(values)) document.getElementById(id).value = value;
  document.getElementById(Object.keys(values)[0]).form.querySelector('[type=submit], button:not([type])')?.focus();
});
