"use strict";
const form = document.getElementById("filter");
const kinds = [["operation", document.querySelectorAll(".operations tbody tr")], ["finding", document.querySelectorAll(".finding")]];

function apply() {
  const words = form.words.value.toLowerCase().split(/\s+/).filter(Boolean);
  const told = kinds.filter(([, items]) => items.length).map(([kind, items]) => {
    let shown = 0;
    for (const item of items) {
      const text = item.textContent.toLowerCase();
      const fits = (!form.api.value || item.dataset.api === form.api.value)
        && (!form.verdict.value || item.dataset.verdict === form.verdict.value)
        && words.every((word) => text.includes(word));
      item.hidden = !fits;
      shown += fits;
    }
    return `${shown} of ${items.length} ${kind}${items.length === 1 ? "" : "s"}`;
  });
  for (const group of document.querySelectorAll(".group")) {
    group.hidden = !group.querySelector(".finding:not([hidden])");
  }
  form.querySelector("[role=status]").textContent = told.join(", ");
}

form.hidden = false;
form.addEventListener("input", apply);
form.addEventListener("submit", (event) => event.preventDefault());
// What a link leads to must not be filtered away.
window.addEventListener("hashchange", () => {
  const target = document.getElementById(location.hash.slice(1));
  if (target && target.hidden) { form.reset(); apply(); target.scrollIntoView(); }
});
window.addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("details")) details.open = true;
});
if (navigator.clipboard) {
  for (const command of document.querySelectorAll(".command")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(command.querySelector("code").textContent);
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = "Copy"; }, 2000);
    });
    command.append(button);
  }
}
apply();
