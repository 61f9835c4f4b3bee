"use strict";
// Draws the part of the page anew that tells how far the work is; without script the page does so
// as a whole. When the work is done, the page is asked for once more: what came stands on it.
(() => {
  const every = 1000; // milliseconds
  const isTyping = () => document.activeElement?.closest("form.fields") !== null || edited;
  let edited = false;
  document.addEventListener("input", () => (edited = true));
  let wasBusy = document.querySelector("#work[data-busy]") !== null;
  const look = async () => {
    try {
      const answer = await fetch("/intake/work", { headers: { accept: "text/html" } });
      if (!answer.ok) return;
      const drawn = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#work");
      const there = document.querySelector("#work");
      if (!drawn || !there) return;
      const isBusy = "busy" in drawn.dataset;
      if (!there.contains(document.activeElement)) there.replaceWith(document.adoptNode(drawn));
      if (wasBusy && !isBusy && !isTyping()) location.replace("/intake");
      wasBusy = isBusy;
    } catch {
      // the server is away: the next look will tell
    }
  };
  const again = async () => {
    if (wasBusy && !document.hidden) await look();
    setTimeout(again, every);
  };
  setTimeout(again, every);
})();
