// <button class="copy" data-copy="text">: puts the text on the clipboard and says so.
import { toast } from "./flash.js";

/** Copies where the clipboard API is missing too, as on a page served by plain HTTP from another machine. */
export async function copy(text) {
    try {
        await navigator.clipboard.writeText(text);
    } catch {
        const area = document.createElement("textarea");
        area.value = text;
        area.className = "visually-hidden";
        document.body.append(area);
        area.select();
        document.execCommand("copy");
        area.remove();
    }
    toast("Copied");
}

document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-copy], [data-copy-from]");
    if (!button) return;
    event.preventDefault();
    copy(button.dataset.copy ?? document.querySelector(button.dataset.copyFrom).textContent.trim());
});
