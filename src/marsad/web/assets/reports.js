// Sentences are put in order by dragging; without this script the buttons of each do the same.
"use strict";
const form = document.getElementById("draft");
if (form) {
  let moving = null;
  const note = () => {
    const sections = [...form.querySelectorAll("fieldset")];
    form.elements.order.value = sections
      .map((one) => [...one.querySelectorAll("li[data-place]")].map((li) => li.dataset.place).join(","))
      .join(";");
  };
  for (const li of form.querySelectorAll("li[data-place]")) {
    li.addEventListener("pointerdown", (event) => {
      li.draggable = !event.target.closest("textarea, button, summary, a, blockquote");
    });
    li.addEventListener("dragstart", () => { moving = li; li.classList.add("moving"); });
    li.addEventListener("dragend", () => { li.classList.remove("moving"); li.draggable = false; moving = null; });
  }
  for (const list of form.querySelectorAll(".sentences")) {
    list.addEventListener("dragover", (event) => {
      if (!moving) return;
      event.preventDefault();
      const others = [...list.children].filter((li) => li !== moving);
      const next = others.find((li) => event.clientY < li.getBoundingClientRect().top + li.offsetHeight / 2);
      list.insertBefore(moving, next || null);
      note();
    });
    list.addEventListener("drop", (event) => event.preventDefault());
  }
}
