// The form of an act beside the papers: the hand begins in its first field; Ctrl and Enter send it from within a text.
const form = document.querySelector('form.beside-form');
if (form) {
  const fields = [...form.querySelectorAll('input:not([type=hidden]), textarea, select')];
  const wrong = fields.find((field) => field.getAttribute('aria-invalid') === 'true');
  const first = fields.find((field) => field.type !== 'radio' || field.checked || !form.querySelector(`input[name="${field.name}"]:checked`));
  if (!document.getElementById('refusal')?.hasChildNodes()) (wrong ?? first)?.focus();
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.ctrlKey) form.requestSubmit();
  });
}
