// The charts of one container, from the stream's samples. Rates are differences between two samples.
import { on } from "./live.js";
import { Chart } from "./chart.js";
import { bytes, percent, short } from "./units.js";

const rate = (value) => `${bytes(value)}/s`;
const charts = {
    cpu: { series: ["cpu"], format: short(percent), least: 1 },
    memory: { series: ["memory"], format: short(bytes), base: 1024, least: 1 << 20 },
    network: { series: ["received", "sent"], labels: ["in", "out"], format: short(rate), base: 1024, least: 1024 },
    disk: { series: ["read", "written"], labels: ["read", "write"], format: short(rate), base: 1024, least: 1024 },
    processes: { series: ["processes"], format: (value) => (Number.isInteger(value) ? String(value) : ""), least: 4 },
};

export function attach(root) {
    const drawn = {};
    for (const body of root.querySelectorAll("[data-chart]")) {
        drawn[body.dataset.chart] = new Chart(body, charts[body.dataset.chart]);
        drawn[body.dataset.chart].draw();
    }
    const rows = root.querySelector("[data-samples]");
    let before;

    function now(name, text) {
        const element = root.querySelector(`[data-now="${name}"]`);
        if (element) element.textContent = text;
    }

    function table(sample) {
        if (rows.querySelector("[colspan]")) rows.replaceChildren();
        const row = document.createElement("tr");
        const cells = [new Date(sample.time).toLocaleTimeString("en-GB"), percent(sample.cpu), bytes(sample.memory), String(sample.processes)];
        row.append(...cells.map((text, index) => {
            const cell = document.createElement("td");
            if (index) cell.className = "number";
            cell.textContent = text;
            return cell;
        }));
        rows.prepend(row);
        while (rows.children.length > 6) rows.lastElementChild.remove();
    }

    on("stats", (data) => {
        const stats = JSON.parse(data);
        if (stats.id !== root.dataset.container || !root.isConnected) return;
        const seconds = before ? Math.max(0.1, (stats.time - before.time) / 1000) : 0;
        const perSecond = (name) => (before ? Math.max(0, stats[name] - before[name]) / seconds : 0);
        const sample = {
            time: stats.time, cpu: stats.cpu, memory: stats.memory, processes: stats.processes,
            received: perSecond("received"), sent: perSecond("sent"), read: perSecond("read"), written: perSecond("written"),
        };
        before = stats;
        for (const chart of Object.values(drawn)) chart.add(sample);
        now("cpu", percent(stats.cpu));
        now("memory", stats.limit ? `${bytes(stats.memory)} of ${bytes(stats.limit)}` : bytes(stats.memory));
        now("network", `${rate(sample.received)} in, ${rate(sample.sent)} out`);
        now("disk", `${rate(sample.read)} read, ${rate(sample.written)} written`);
        now("processes", String(stats.processes));
        if (rows) table(sample);
    });
}
