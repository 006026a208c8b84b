// The tree of the console: → opens what lies in the current place, ← closes it; the arrow beside a name does the same.

function turn(button, open) {
  if (!button) return false;
  const now = button.getAttribute('aria-expanded') === 'true';
  const next = open ?? !now;
  button.setAttribute('aria-expanded', String(next));
  for (const row of document.querySelectorAll(`[data-of="${CSS.escape(button.dataset.twist)}"]`)) row.hidden = !next;
  return now !== next;
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-twist]');
  if (button) turn(button);
});

document.addEventListener('keydown', (event) => {
  if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return;
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.matches?.('input, textarea, select')) return;
  const row = document.querySelector('.tree [data-row].here');
  if (!row) return;
  const open = event.key === 'ArrowRight';
  const fold = row.querySelector('details');
  if (fold) fold.open = open;
  if (fold || turn(row.querySelector('[data-twist]'), open)) event.preventDefault();
});
