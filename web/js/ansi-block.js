// Colours the lines of a short log that the server wrote as plain text.
import { render } from "./ansi.js";

export function attach(root) {
    const lines = root.textContent.split("\n");
    root.replaceChildren(...lines.flatMap((line, index) => (index ? ["\n", render(line)] : [render(line)])));
}
