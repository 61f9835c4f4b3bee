// Search as you type and paging without a new page: forms and links that say so by hx- attributes.

import htmx from "htmx.org";

// A form that is sent while somebody types has no use for fields that say nothing in the address.
document.addEventListener("htmx:config:request", (event) => {
  const body = (event as CustomEvent).detail?.ctx?.request?.body;
  if (!(body instanceof FormData)) return;
  for (const [name, value] of [...body]) if (value === "") body.delete(name);
});

export default htmx;
