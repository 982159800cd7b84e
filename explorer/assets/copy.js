// Puts a "copy" button into each [data-copy] element. Pages are whole without it.
for (const place of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = place.dataset.copyDo;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(place.dataset.copy);
    button.textContent = place.dataset.copyDone;
    setTimeout(() => { button.textContent = place.dataset.copyDo; }, 2000);
  });
  place.setAttribute("aria-live", "polite");
  place.append(button);
}
