// The repeating parts of a form at the desk: Enter goes to the row below, and in the last row that is begun makes one more.
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
  const line = event.target.closest?.('[data-block] [data-line]');
  if (!line || event.target.matches('button')) return;
  const begun = [...line.querySelectorAll('input, select')].some((cell) => cell.value || cell.placeholder);
  const last = !line.nextElementSibling;
  const add = line.closest('[data-block]').querySelector('[data-add]');
  // An empty last row, or a full table: Enter goes on with the form, as everywhere.
  if (last && (!begun || !add)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (last) add.click();
  else line.nextElementSibling.querySelector('input, select').focus();
}, true);
