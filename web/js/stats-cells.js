// CPU and memory in lists: puts each sample into the cells of its container, and again after a row was drawn anew.
import { on } from "./live.js";
import { spark } from "./chart.js";
import { bytes, percent } from "./units.js";

const latest = new Map();
const history = new Map();

function show(id) {
    const stats = latest.get(id);
    for (const cell of document.querySelectorAll(`[data-cpu="${id}"]`)) cell.textContent = percent(stats.cpu);
    for (const cell of document.querySelectorAll(`[data-memory="${id}"]`)) cell.textContent = bytes(stats.memory);
    const values = history.get(id);
    for (const drawing of document.querySelectorAll(`[data-spark="${id}"]`)) spark(drawing, values, Math.max(2, ...values));
}

function totals() {
    const sum = { cpu: 0, memory: 0 };
    for (const stats of latest.values()) {
        sum.cpu += stats.cpu;
        sum.memory += stats.memory;
    }
    for (const [name, format] of [["cpu", percent], ["memory", bytes]]) {
        const element = document.querySelector(`[data-total="${name}"]`);
        if (element) element.textContent = format(sum[name]);
    }
}

export function attach() {
    on("stats", (data) => {
        const stats = JSON.parse(data);
        latest.set(stats.id, stats);
        const values = history.get(stats.id) ?? [];
        values.push(stats.cpu);
        if (values.length > 60) values.shift();
        history.set(stats.id, values);
        show(stats.id);
        totals();
    });
    document.addEventListener("gantry:part", () => {
        for (const id of latest.keys()) if (document.querySelector(`[data-cpu="${id}"]`)) show(id); else latest.delete(id);
        totals();
    });
}
