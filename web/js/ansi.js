// Colours of terminal output (SGR sequences) as elements. Everything else a program may print is shown as plain text or
// dropped, never as markup.
// eslint-disable-next-line no-control-regex
const sequence = /\u001b\[([0-9;:]*)m|\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\u001b[@-_]|[\u0000-\u0008\u000b-\u001a\u001c-\u001f\u007f]/g;

export function strip(text) {
    return text.replace(sequence, "");
}

function cube(index) {
    if (index >= 232) {
        const grey = 8 + (index - 232) * 10;
        return `rgb(${grey} ${grey} ${grey})`;
    }
    const level = (value) => (value === 0 ? 0 : 55 + value * 40);
    const n = index - 16;
    return `rgb(${level(Math.floor(n / 36))} ${level(Math.floor(n / 6) % 6)} ${level(n % 6)})`;
}

function colour(codes, index) {
    if (codes[index + 1] === 5) return [codes[index + 2] ?? 0, index + 2];
    if (codes[index + 1] === 2) return [`rgb(${codes[index + 2] ?? 0} ${codes[index + 3] ?? 0} ${codes[index + 4] ?? 0})`, index + 4];
    return [null, index];
}

function change(style, parameters) {
    const codes = parameters === "" ? [0] : parameters.split(/[;:]/).map(Number);
    for (let i = 0; i < codes.length; i++) {
        const code = codes[i];
        if (code === 0) for (const key of Object.keys(style)) delete style[key];
        else if (code === 1) style.bold = true;
        else if (code === 2) style.dim = true;
        else if (code === 3) style.italic = true;
        else if (code === 4) style.under = true;
        else if (code === 9) style.strike = true;
        else if (code === 22) delete style.bold, delete style.dim;
        else if (code === 23) delete style.italic;
        else if (code === 24) delete style.under;
        else if (code === 29) delete style.strike;
        else if (code >= 30 && code <= 37) style.front = code - 30;
        else if (code >= 90 && code <= 97) style.front = code - 82;
        else if (code >= 40 && code <= 47) style.back = code - 40;
        else if (code >= 100 && code <= 107) style.back = code - 92;
        else if (code === 38) [style.front, i] = colour(codes, i);
        else if (code === 48) [style.back, i] = colour(codes, i);
        else if (code === 39) delete style.front;
        else if (code === 49) delete style.back;
    }
}

function span(text, style) {
    const element = document.createElement("span");
    for (const name of ["bold", "dim", "italic", "under", "strike"]) if (style[name]) element.classList.add(`a-${name}`);
    for (const [key, prefix, property] of [["front", "f", "color"], ["back", "b", "backgroundColor"]]) {
        const value = style[key];
        if (typeof value === "number" && value < 16) element.classList.add(prefix + value);
        else if (typeof value === "number") element.style[property] = cube(value);
        else if (value) element.style[property] = value;
    }
    element.textContent = text;
    return element;
}

/** The line's text with its colours, as nodes. */
export function render(text) {
    const fragment = document.createDocumentFragment();
    const style = {};
    let from = 0;
    const add = (part) => {
        if (part) fragment.append(Object.keys(style).length ? span(part, style) : part);
    };
    for (const match of text.matchAll(sequence)) {
        add(text.slice(from, match.index));
        if (match[1] !== undefined) change(style, match[1]);
        from = match.index + match[0].length;
    }
    add(text.slice(from));
    return fragment;
}
