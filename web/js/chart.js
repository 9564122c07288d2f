// A live area chart of the last minutes: SVG, drawn anew on each sample. The table beside it is its text for readers.
const NS = "http://www.w3.org/2000/svg";
const LEFT = 52;
const BOTTOM = 18;

function svg(name, attributes, ...children) {
    const element = document.createElementNS(NS, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
}

/** The next of 1, 2, 5, 10 … at or above a value, in powers of the base, so that the axis stays put. */
export function ceiling(value, base = 10) {
    if (value <= 0) return 1;
    const power = base ** Math.floor(Math.log(value) / Math.log(base));
    const steps = base === 1024 ? [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024] : [1, 2, 5, 10];
    return steps.map((step) => step * power).find((step) => step >= value) ?? value;
}

export class Chart {
    /** @param series names of the values of a sample, at most two; format makes text of a value */
    constructor(root, { series, labels = [], format, base = 10, least = 1, span = 120 }) {
        Object.assign(this, { root, series, labels, format, base, least, span });
        this.height = Number(root.dataset.height ?? 130);
        this.samples = [];
        root.classList.add("chart");
        this.tip = document.createElement("div");
        this.tip.className = "chart-tip";
        this.tip.hidden = true;
        root.append(this.tip);
        new ResizeObserver(() => this.draw()).observe(root);
        root.addEventListener("pointermove", (event) => this.hover(event));
        root.addEventListener("pointerleave", () => { this.pointed = null; this.draw(); });
    }

    /** Adds a sample {time, …values}; those older than the span go. */
    add(sample) {
        this.samples.push(sample);
        while (this.samples.length && sample.time - this.samples[0].time > this.span * 1000) this.samples.shift();
        this.draw();
    }

    /** Drawn in pixels, so that the figures on the axes have the size of text on any screen. */
    get width() {
        const style = getComputedStyle(this.root);
        return Math.max(120, this.root.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight));
    }

    x(time, end) {
        return LEFT + (this.wide - LEFT) * (1 - (end - time) / (this.span * 1000));
    }

    draw() {
        this.wide = this.width;
        const end = this.samples.at(-1)?.time ?? Date.now();
        const most = Math.max(this.least, ...this.samples.flatMap((sample) => this.series.map((name) => sample[name])));
        const top = ceiling(most, this.base);
        const y = (value) => 6 + (this.height - BOTTOM - 6) * (1 - value / top);
        const drawing = svg("svg", { viewBox: `0 0 ${this.wide} ${this.height}`, role: "img", "aria-label": this.description() });
        for (const part of [0, 0.5, 1]) {
            const at = y(top * part);
            drawing.append(svg("line", { class: "grid-line", x1: LEFT, x2: this.wide, y1: at, y2: at }),
                svg("text", { class: "axis", x: LEFT - 8, y: at + 4, "text-anchor": "end" }, this.format(top * part)));
        }
        for (const [share, text] of [[0, `${this.span / 60} min ago`], [1, "now"]]) {
            drawing.append(svg("text", { class: "axis", x: share ? this.wide : LEFT, y: this.height - 3, "text-anchor": share ? "end" : "start" }, text));
        }
        this.series.forEach((name, index) => drawing.append(this.shape(name, index, end, y)));
        if (this.pointed) this.point(drawing, end, y);
        this.tip.hidden = !this.pointed;
        this.root.querySelector("svg")?.remove();
        this.root.prepend(drawing);
    }

    shape(name, index, end, y) {
        const group = svg("g", { class: index ? "second" : "first" });
        if (this.samples.length < 2) return group;
        const line = this.samples.map((sample, i) => `${i ? "L" : "M"}${this.x(sample.time, end).toFixed(1)} ${y(sample[name]).toFixed(1)}`).join("");
        const from = this.x(this.samples[0].time, end).toFixed(1);
        group.append(svg("path", { class: "area", d: `${line}L${this.wide} ${y(0)}L${from} ${y(0)}Z` }), svg("path", { class: "stroke", d: line }));
        return group;
    }

    hover(event) {
        const box = this.root.querySelector("svg")?.getBoundingClientRect();
        if (!box || this.samples.length === 0) return;
        const end = this.samples.at(-1).time;
        const x = (event.clientX - box.left) / box.width * this.wide;
        this.pointed = this.samples.reduce((a, b) => (Math.abs(this.x(b.time, end) - x) < Math.abs(this.x(a.time, end) - x) ? b : a));
        this.draw();
    }

    point(drawing, end, y) {
        const x = this.x(this.pointed.time, end);
        drawing.append(svg("line", { class: "cursor", x1: x, x2: x, y1: 6, y2: this.height - BOTTOM }));
        for (const name of this.series) drawing.append(svg("circle", { class: "dot", cx: x, cy: y(this.pointed[name]), r: 3.5 }));
        const values = this.series.map((name, i) => `${this.labels[i] ? `${this.labels[i]} ` : ""}${this.format(this.pointed[name])}`);
        const style = getComputedStyle(this.root);
        this.tip.textContent = `${values.join(" · ")} at ${new Date(this.pointed.time).toLocaleTimeString("en-GB")}`;
        const half = this.tip.offsetWidth / 2;
        const wanted = parseFloat(style.paddingLeft) + x;
        this.tip.style.left = `${Math.min(Math.max(wanted, half), this.root.clientWidth - half)}px`;
    }

    description() {
        const last = this.samples.at(-1);
        return last ? this.series.map((name, i) => `${this.labels[i] ?? ""} ${this.format(last[name])}`.trim()).join(", ") : "No samples yet";
    }
}

/** A line without axes, into an <svg class="spark"> of 64 × 18. */
export function spark(drawing, values, most) {
    if (values.length < 2) return;
    const step = 64 / 59;
    const start = 64 - (values.length - 1) * step;
    const line = values.map((value, i) => `${i ? "L" : "M"}${(start + i * step).toFixed(1)} ${(17 - 16 * Math.min(1, value / most)).toFixed(1)}`).join("");
    drawing.replaceChildren(svg("path", { class: "area", d: `${line}L64 18L${start.toFixed(1)} 18Z` }), svg("path", { class: "stroke", d: line }));
}
