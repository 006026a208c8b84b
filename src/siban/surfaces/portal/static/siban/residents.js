// Handing a guide on: where the phone can, with its own list of ways; else the link goes to a page with the address.
for (const link of document.querySelectorAll('a[data-share]')) {
  if (!navigator.share) continue;
  link.addEventListener('click', async (event) => {
    event.preventDefault();
    try {
      await navigator.share({ title: link.dataset.share, url: location.href });
    } catch (refused) {
      if (refused.name !== 'AbortError') location.assign(link.href);
    }
  });
}
