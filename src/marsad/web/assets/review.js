"use strict";
// What the review page adds with script: keys, and choosing words of the text. Without it all of
// the page works by links and forms. Positions are code points of the document, as the page has them.
(() => {
  const desk = document.querySelector("[data-keys]");
  if (!desk) return;
  const rtl = document.documentElement.dir === "rtl";
  const [onward, backward] = rtl ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];
  const find = (wanted) => document.querySelector(wanted);
  let leaving = false;

  // -- keys

  const isField = (target) =>
    target instanceof Element &&
    target.closest("textarea, select, input:not([type=checkbox]):not([type=radio]), [contenteditable]") !== null;

  // The letter of a key; of another script, the one that stands at its place on the keyboard.
  const letterOf = (event) => {
    const key = event.key.toLowerCase();
    if (key === "؟") return "?";
    if (/^[a-z?]$/.test(key) || !/^Key[A-Z]$/.test(event.code)) return key;
    return event.code.slice(3).toLowerCase();
  };

  const keysOn = find("#keys-on");
  if (keysOn) {
    keysOn.closest("label").hidden = false;
    keysOn.checked = localStorage.getItem("marsad-keys") !== "off";
    keysOn.addEventListener("change", () => localStorage.setItem("marsad-keys", keysOn.checked ? "on" : "off"));
  }
  const isOff = () => localStorage.getItem("marsad-keys") === "off";

  const press = (control) => {
    if (!control || leaving) return false;
    if (control.tagName === "DETAILS") control.open = !control.open;
    else if (control.dataset.key === "f") openFix();
    else {
      leaving = true;
      control.click();
    }
    return true;
  };

  const openFix = () => {
    const fix = find("#fix");
    fix.open = true;
    fix.querySelector("input:not([type=hidden])").focus();
    fix.scrollIntoView({ block: "nearest" });
  };
  find('[data-key="f"]')?.addEventListener("click", (event) => {
    event.preventDefault();
    openFix();
  });

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.repeat || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (isField(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (isOff() || picking) return;
    const key = letterOf(event);
    const way = event.shiftKey ? null : { [onward]: "on", [backward]: "back" }[event.key];
    const control = way ? find(`[data-way="${way}"]`) : /^[a-z?]$/.test(key) ? find(`[data-key="${key}"]`) : null;
    if (press(control)) event.preventDefault();
  });
  addEventListener("pageshow", () => (leaving = false));

  // -- choosing words of the text

  const text = find("#text");
  if (!text) return;
  const words = [];
  const byPlace = new Map();
  for (const element of text.querySelectorAll(".w")) {
    const place = element.dataset.at;
    if (!byPlace.has(place)) {
      const [start, end] = place.split("-").map(Number);
      byPlace.set(place, words.length);
      words.push({ start, end, elements: [] });
    }
    words[byPlace.get(place)].elements.push(element);
  }
  let picking = null; // {name, more, cursor, begun}

  const wordsOf = (first, last) =>
    words.slice(first, last + 1).map((word) => word.elements.map((one) => one.textContent).join("")).join(" ");

  const range = () => {
    const begun = picking.begun ?? picking.cursor;
    return [Math.min(begun, picking.cursor), Math.max(begun, picking.cursor)];
  };

  const draw = () => {
    const [first, last] = picking ? range() : [-1, -2];
    words.forEach((word, at) => {
      for (const one of word.elements) {
        one.classList.toggle("at", picking !== null && at === picking.cursor);
        one.classList.toggle("picked", picking?.begun !== null && at >= first && at <= last);
      }
    });
    const told = find("[data-picked]");
    if (told) told.textContent = picking ? wordsOf(first, last) : "";
  };

  const begin = (button) => {
    const form = button.closest("form");
    const near = words.findIndex((word) => word.elements.some((one) => one.closest(`.${button.dataset.pick}`)));
    picking = { form, button, name: button.dataset.pick, more: "more" in button.dataset, cursor: Math.max(0, near), begun: null };
    text.classList.add("picking");
    text.tabIndex = 0;
    text.setAttribute("role", "application");
    text.setAttribute("aria-describedby", "picking");
    find("#picking").hidden = false;
    text.focus();
    draw();
  };

  const end = () => {
    const { button } = picking;
    picking = null;
    text.classList.remove("picking");
    for (const name of ["role", "tabindex", "aria-describedby"]) text.removeAttribute(name);
    find("#picking").hidden = true;
    draw();
    button.focus();
  };

  const take = () => {
    const [first, last] = range();
    const shown = wordsOf(first, last);
    const bare = shown.replace(/[.,،؛;:!؟?]+$/u, "");
    const place = `${words[first].start}-${words[last].end - (shown.length - bare.length)}`;
    const { form, name, more } = picking;
    const field = form.elements[name];
    const at = form.elements[`${name}_at`];
    field.value = more && at.value ? `${field.value}\n${bare}` : bare;
    at.value = more && at.value ? `${at.value},${place}` : place;
    end();
  };

  const choose = (at) => {
    picking.cursor = at;
    if (picking.begun === null) picking.begun = at;
    else return take();
    draw();
  };

  text.addEventListener("click", (event) => {
    const place = event.target.closest?.(".w")?.dataset.at;
    if (picking && byPlace.has(place)) choose(byPlace.get(place));
  });
  text.addEventListener("keydown", (event) => {
    if (!picking) return;
    const ahead = getComputedStyle(text).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const step = { ArrowLeft: -1, ArrowRight: -1, [ahead]: 1 }[event.key];
    if (event.key === "Escape") end();
    else if (event.key === "Enter" || event.key === " ") choose(picking.cursor);
    else if (step) {
      picking.cursor = Math.min(words.length - 1, Math.max(0, picking.cursor + step));
      draw();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  for (const button of document.querySelectorAll("[data-pick]")) {
    button.hidden = false;
    button.addEventListener("click", () => begin(button));
    const field = button.closest("form").elements[button.dataset.pick];
    field.addEventListener("input", () => (button.closest("form").elements[`${button.dataset.pick}_at`].value = ""));
  }
})();
