// Keeps <time data-relative> telling how long ago. The server writes the first text; the exact time is in its title.
const steps = [[60, "second"], [60, "minute"], [24, "hour"], [30, "day"], [12, "month"], [Infinity, "year"]];

export function ago(date, now = Date.now()) {
    let amount = Math.max(0, (now - date.getTime()) / 1000);
    if (amount < 5) return "just now";
    for (const [size, unit] of steps) {
        if (amount < size) {
            const whole = Math.floor(amount);
            return `${whole} ${unit}${whole === 1 ? "" : "s"}`;
        }
        amount /= size;
    }
    return "";
}

function refresh() {
    if (document.hidden) return;
    for (const element of document.querySelectorAll("time[data-relative]")) {
        const span = ago(new Date(element.dateTime));
        const text = element.dataset.relative === "ago" && span !== "just now" ? `${span} ago` : span;
        if (element.textContent !== text) element.textContent = text;
    }
}

setInterval(refresh, 10_000);
document.addEventListener("visibilitychange", refresh);
