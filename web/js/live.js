// One event stream per open tab. The body names it in data-live; a hidden tab closes it, and whenever it was away the
// page's parts are fetched once more, so that nothing missed stays missing.
import { parse, replace, replaceFrom } from "./parts.js";

const listeners = new Map();
let source;
let wasAway = false;
let retry;
let delay = 1000;
let watched = "";

/** The page's topics, and the samples of the containers whose figures it shows; a stream carries at most 64 topics. */
function address() {
    const ids = new Set();
    for (const element of document.querySelectorAll("[data-cpu], [data-stats-of]")) {
        if (element.offsetParent) ids.add(element.dataset.cpu ?? element.dataset.statsOf);
    }
    return document.body.dataset.live + [...ids].slice(0, 60).map((id) => `,stats:${id}`).join("");
}

/** Follows what is on the page by now: a container that was started has figures. */
function follow() {
    clearTimeout(following);
    following = setTimeout(() => {
        if (source && address() !== watched) {
            close();
            open();
        }
    }, 500);
}

let following;

/** Calls the listener with the text of each event of that name. */
export function on(name, listener) {
    if (!listeners.has(name)) {
        listeners.set(name, []);
        source?.addEventListener(name, (event) => dispatch(name, event));
    }
    listeners.get(name).push(listener);
}

function dispatch(name, event) {
    for (const listener of listeners.get(name)) listener(event.data);
}

export async function refresh() {
    try {
        const response = await fetch(location.href, { headers: { Accept: "text/html" } });
        if (response.ok && !response.redirected) {
            replaceFrom(new DOMParser().parseFromString(await response.text(), "text/html"));
        } else if (response.redirected) {
            location.assign(response.url);
        }
    } catch {
        // Still away; the stream's own retry comes back here.
    }
}

const lost = "The connection to the server is lost. What you see may be out of date; trying again…";

function banner(shown, reason) {
    const element = document.getElementById("connection");
    if (!element) return;
    element.hidden = !shown;
    element.querySelector("[data-text]").textContent = reason
        ? `The engine does not answer: ${reason.replace(/[.]?$/, ".")} What you see may be out of date; trying again…`
        : lost;
}

function open() {
    if (source || document.hidden) return;
    watched = address();
    source = new EventSource(watched);
    source.onopen = () => {
        delay = 1000;
        banner(false);
        document.body.dataset.liveNow = "true";
        if (wasAway) refresh();
        wasAway = false;
    };
    source.onerror = () => {
        wasAway = true;
        close();
        banner(true);
        clearTimeout(retry);
        retry = setTimeout(open, delay);
        delay = Math.min(delay * 2, 15_000);
    };
    for (const name of listeners.keys()) source.addEventListener(name, (event) => dispatch(name, event));
}

function close() {
    source?.close();
    source = undefined;
}

function put(html) {
    const content = parse(html);
    for (const fresh of [...content.children]) {
        const into = document.getElementById(fresh.dataset.into);
        if (document.getElementById(fresh.id)) {
            replace(fresh);
        } else if (!into) {
            missed();
        } else {
            into.prepend(fresh);
        }
    }
    document.dispatchEvent(new CustomEvent("gantry:part"));
}

let soon;

/** Something came that has no place of its own here: pages made of sums and short lists are taken anew. */
function missed() {
    const kind = document.querySelector("[data-refreshes]")?.dataset.refreshes;
    if (!kind) return;
    clearTimeout(soon);
    soon = setTimeout(kind === "reload" ? () => location.reload() : refresh, 300);
}

function engine({ reachable, reason }) {
    const wasUnreachable = document.body.dataset.unreachable;
    if (reachable) {
        delete document.body.dataset.unreachable;
        if (wasUnreachable && document.querySelector("[data-says-unreachable]")) location.reload();
        else if (wasUnreachable) refresh();
    } else {
        document.body.dataset.unreachable = "true";
    }
    // A page that is about nothing else says so itself.
    banner(!reachable && !document.querySelector("[data-says-unreachable]"), reason);
}



on("part", put);
on("gone", (id) => {
    const element = document.getElementById(id);
    if (element) element.remove();
    else missed();
    document.dispatchEvent(new CustomEvent("gantry:part"));
});
on("refresh", () => {
    clearTimeout(soon);
    soon = setTimeout(refresh, 100);
});
on("reset", refresh);
on("connection", (data) => engine(JSON.parse(data)));

/** Opens the page's stream, if it has one. */
export function connect() {
    if (!document.body.dataset.live) return;
    document.getElementById("reconnect")?.addEventListener("click", () => {
        clearTimeout(retry);
        open();
    });
    document.addEventListener("visibilitychange", () => {
        if (document.hidden) {
            close();
            wasAway = true;
        } else {
            open();
        }
    });
    document.addEventListener("gantry:part", follow);
    addEventListener("pagehide", close);
    open();
}
