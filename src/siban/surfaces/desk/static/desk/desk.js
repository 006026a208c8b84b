// What the desk adds to the pages of staff: printing at once, a signature on the screen, files that are too large, reasons by one key.
//   HX-Trigger {"desk:print": "/desk/notices/….pdf"}   prints the notice
//   input[type=file][data-limit]   refuses larger files before they are sent; data-ticks="x" ticks the paper x, data-names="#id" shows how many
//   [data-sign]                    a canvas whose strokes go into the field "signature" as PNG
//   [data-cycle="name"]            chooses the next radio of that name
//   form[data-closes]              closes its dialog once it was taken
import { printFrom } from '../siban/page.js';

document.addEventListener('desk:print', (event) => printFrom(event.detail.value));

function refuse(field) {
  const place = document.getElementById('refusal');
  const line = document.createElement('p');
  line.className = 'refusal';
  line.append(Object.assign(document.createElement('b'), { textContent: document.getElementById('intake').dataset.tooLarge }));
  place.replaceChildren(line);
  place.focus();
  field.value = '';
}

document.addEventListener('change', (event) => {
  const field = event.target;
  if (!field.matches?.('input[type=file][data-limit]')) return;
  if ([...field.files].some((file) => file.size > Number(field.dataset.limit))) {
    event.stopPropagation();
    refuse(field);
    return;
  }
  const names = field.dataset.names && document.querySelector(field.dataset.names);
  if (names) names.textContent = [...field.files].map((file) => file.name).join('、');
  if (field.dataset.ticks && field.files.length) field.form.querySelector(`[data-tick][value="${field.dataset.ticks}"]`).checked = true;
}, true);

document.addEventListener('click', (event) => {
  const cycle = event.target.closest('[data-cycle]');
  if (cycle) {
    const choices = [...cycle.form.querySelectorAll(`input[type=radio][name="${cycle.dataset.cycle}"]`)];
    const next = choices[(choices.findIndex((choice) => choice.checked) + 1) % choices.length];
    next?.click();
  }
  const again = event.target.closest('[data-sign-clear]');
  if (again) wipe(again.closest('[data-sign]'));
});

document.addEventListener('htmx:afterRequest', (event) => {
  const form = event.detail.elt.closest?.('form[data-closes]');
  if (form && event.detail.successful) form.closest('dialog')?.close();
});

// The signature: strokes as wide as a pen's, black on white, so that it prints as it was written.
function wipe(box) {
  const canvas = box.querySelector('canvas');
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  box.querySelector('[name=signature]').value = '';
}

function at(canvas, event) {
  const box = canvas.getBoundingClientRect();
  return [(event.clientX - box.left) * canvas.width / box.width, (event.clientY - box.top) * canvas.height / box.height];
}

function keep(box) {
  const canvas = box.querySelector('canvas');
  canvas.toBlob((blob) => {
    const taken = new DataTransfer();
    taken.items.add(new File([blob], 'signature.png', { type: 'image/png' }));
    box.querySelector('[name=signature]').files = taken.files;
  }, 'image/png');
}

function ready(root) {
  for (const box of root.querySelectorAll('[data-sign]')) {
    const canvas = box.querySelector('canvas');
    const pen = canvas.getContext('2d');
    wipe(box);
    let down = false;
    canvas.addEventListener('pointerdown', (event) => {
      down = true;
      canvas.setPointerCapture(event.pointerId);
      pen.lineWidth = 4;
      pen.lineCap = pen.lineJoin = 'round';
      pen.strokeStyle = '#16191b';
      pen.beginPath();
      pen.moveTo(...at(canvas, event));
    });
    canvas.addEventListener('pointermove', (event) => {
      if (!down) return;
      pen.lineTo(...at(canvas, event));
      pen.stroke();
    });
    canvas.addEventListener('pointerup', () => {
      down = false;
      keep(box);
    });
  }
}
ready(document);
document.addEventListener('htmx:load', (event) => ready(event.target));
