// Short messages in the corner: what an action did, or why it failed. Failures stay until dismissed.
import { icon } from "./icon.js";

let region;

function regionElement() {
    if (!region) {
        region = document.createElement("div");
        region.className = "toasts";
        region.setAttribute("role", "status");
        region.setAttribute("aria-live", "polite");
        document.body.append(region);
    }
    return region;
}

export function toast(message, kind = "good") {
    const box = document.createElement("div");
    box.className = `toast ${kind}`;
    const text = document.createElement("p");
    text.textContent = message;
    const close = document.createElement("button");
    close.type = "button";
    close.className = "button quiet small square";
    close.setAttribute("aria-label", "Dismiss");
    close.append(icon("x"));
    close.addEventListener("click", () => box.remove());
    box.append(icon(kind === "problem" ? "problem" : "check"), text, close);
    regionElement().append(box);
    if (kind !== "problem") setTimeout(() => box.remove(), 4000);
}
