// The log viewer: reads a stream of lines, keeps up to a million, and draws only those in sight.
//
// The source answers one line each: "o" or "e" (which output), the time, a space, the text. Reading is a fetch, not an
// event stream, since a reader that does not read makes the server wait: that is the back-pressure. After a break it asks
// for what is later than the last line it has, so that nothing comes twice.
import { render, strip } from "./ansi.js";

const MOST = 1_000_000;
const LINE = 20;
const TALLEST = 8_000_000; // Browsers cannot make an element of any height; above this, scrolling is scaled.
const RETRY = 2000;

class Log {
    lines = [];
    dropped = 0;

    add(raw) {
        const space = raw.indexOf(" ");
        this.lines.push({ error: raw[0] === "e", time: raw.slice(1, space), text: raw.slice(space + 1).replaceAll("\t", "    ") });
        if (this.lines.length > MOST * 1.1) {
            this.dropped += this.lines.length - MOST;
            this.lines = this.lines.slice(-MOST);
        }
    }
}

class Viewer {
    constructor(root) {
        this.root = root;
        this.log = new Log();
        this.view = root.querySelector(".lines-view");
        this.spacer = root.querySelector(".spacer");
        this.following = true;
        this.query = "";
        this.only = null; // Indices of the lines that match, while only those are shown.
        this.at = -1;
        this.tops = null; // Where each line starts, in rows, while lines wrap.
        this.drawn = 0;
        this.listen();
    }

    part(name) {
        return this.root.querySelector(`[data-${name}]`);
    }

    listen() {
        this.view.addEventListener("scroll", () => {
            const bottom = this.view.scrollHeight - this.view.scrollTop - this.view.clientHeight < LINE * 2;
            if (!bottom && this.following && this.view.scrollTop < (this.lastTop ?? 0)) this.follow(false);
            this.lastTop = this.view.scrollTop;
            this.draw();
        });
        new ResizeObserver(() => { this.measure(); this.draw(); }).observe(this.view);
        this.toggle("follow", (on) => this.follow(on));
        this.toggle("wrap", (on) => { this.view.classList.toggle("wrap", on); this.wrap = on; this.measure(); this.draw(true); });
        this.toggle("times", (on) => { this.times = on; this.measure(); this.draw(true); });
        this.toggle("only", (on) => { this.filter(on); });
        const search = this.part("search");
        search.addEventListener("input", () => { clearTimeout(this.wait); this.wait = setTimeout(() => this.search(search.value), 120); });
        search.addEventListener("keydown", (event) => {
            if (event.key === "Enter") { event.preventDefault(); this.step(event.shiftKey ? -1 : 1); }
            if (event.key === "Escape") { search.value = ""; this.search(""); }
        });
    }

    toggle(name, act) {
        const button = this.part(name);
        button.addEventListener("click", () => {
            const on = button.getAttribute("aria-pressed") !== "true";
            button.setAttribute("aria-pressed", String(on));
            act(on);
        });
    }

    follow(on) {
        this.following = on;
        this.part("follow").setAttribute("aria-pressed", String(on));
        if (on) this.toEnd();
        this.status();
    }

    /** How many lines are shown, and which the n-th of them is. */
    get count() { return this.only ? this.only.length : this.log.lines.length; }
    line(n) { return this.log.lines[this.only ? this.only[n] : n]; }

    /** Where wrapped lines begin: a monospaced line of n characters takes n / columns rows. */
    measure(from = 0) {
        if (!this.wrap) { this.tops = null; return; }
        if (!this.character) {
            const probe = document.createElement("span");
            probe.textContent = "0".repeat(100);
            this.spacer.append(probe);
            this.character = probe.getBoundingClientRect().width / 100;
            probe.remove();
        }
        const columns = Math.max(10, Math.floor((this.view.clientWidth - 32 - (this.times ? 24 * this.character + 12 : 0)) / this.character));
        const tops = from && this.tops ? this.tops : [0];
        for (let i = from; i < this.count; i++) {
            tops[i + 1] = tops[i] + Math.max(1, Math.ceil(strip(this.line(i).text).length / columns));
        }
        tops.length = this.count + 1;
        this.tops = tops;
    }

    get rows() { return this.tops ? this.tops[this.count] : this.count; }
    top(n) { return (this.tops ? this.tops[n] : n) * LINE; }

    lineAt(pixels) {
        const row = Math.floor(pixels / LINE);
        if (!this.tops) return row;
        let low = 0;
        let high = this.count;
        while (low < high) {
            const middle = (low + high + 1) >> 1;
            if (this.tops[middle] <= row) low = middle;
            else high = middle - 1;
        }
        return low;
    }

    draw(again = false) {
        const height = this.rows * LINE;
        const shown = Math.min(height, TALLEST);
        this.spacer.style.height = `${shown}px`;
        const scale = height > shown ? (height - this.view.clientHeight) / (shown - this.view.clientHeight) : 1;
        const at = this.view.scrollTop * scale;
        const first = Math.max(0, this.lineAt(at) - 5);
        const last = Math.min(this.count, this.lineAt(at + this.view.clientHeight) + 6);
        const key = `${first}:${last}:${this.query}:${this.at}:${this.count === this.drawn && scale === 1}`;
        if (!again && key === this.key && scale === 1) return;
        this.key = key;
        this.drawn = this.count;
        const shift = this.view.scrollTop - at;
        const lines = [];
        for (let n = first; n < last; n++) lines.push(this.element(n, shift));
        this.spacer.replaceChildren(...lines);
    }

    element(n, shift) {
        const { error, time, text } = this.line(n);
        const row = document.createElement("div");
        row.className = error ? "line err" : "line";
        row.style.top = `${this.top(n) + shift}px`;
        if (this.times) {
            const stamp = document.createElement("span");
            stamp.className = "time";
            stamp.textContent = time.slice(0, 23).replace("T", " ");
            row.append(stamp);
        }
        const content = document.createElement("span");
        content.className = "text";
        content.append(render(text));
        if (this.query && strip(text).toLowerCase().includes(this.query)) {
            row.classList.add("hit");
            this.mark(content);
            if (n === this.at) row.classList.add("at");
        }
        row.append(content);
        return row;
    }

    mark(content) {
        const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
        const nodes = [];
        while (walker.nextNode()) nodes.push(walker.currentNode);
        for (const node of nodes) {
            for (let rest = node, found; (found = rest.data.toLowerCase().indexOf(this.query)) >= 0;) {
                const hit = rest.splitText(found);
                rest = hit.splitText(this.query.length);
                const mark = document.createElement("mark");
                hit.replaceWith(mark);
                mark.append(hit);
            }
        }
    }

    matches(index) {
        return strip(this.log.lines[index].text).toLowerCase().includes(this.query);
    }

    search(query) {
        this.query = query.toLowerCase();
        this.at = -1;
        this.hits = [];
        if (this.query) for (let i = 0; i < this.log.lines.length; i++) if (this.matches(i)) this.hits.push(i);
        this.tally();
        this.filter(this.part("only").getAttribute("aria-pressed") === "true");
        if (this.query && !this.only) this.step(-1);
    }

    filter(on) {
        this.only = on && this.query ? this.hits : null;
        this.measure();
        this.draw(true);
        if (this.following) this.toEnd();
        this.status();
    }

    /** To the next line that matches, below (1) or above (-1) the present one. */
    step(by) {
        if (!this.hits?.length) return;
        this.follow(false);
        const lines = this.only ? this.hits.map((_, n) => n) : this.hits;
        const next = by > 0 ? lines.find((n) => n > this.at) ?? lines[0]
            : lines.findLast((n) => this.at < 0 || n < this.at) ?? lines.at(-1);
        this.at = next;
        const height = this.rows * LINE;
        const shown = Math.min(height, TALLEST);
        const scale = height > shown ? height / shown : 1;
        this.view.scrollTop = Math.max(0, this.top(next) / scale - this.view.clientHeight / 2);
        this.draw(true);
        this.tally(lines.indexOf(next) + 1);
    }

    tally(place) {
        const count = this.hits?.length ?? 0;
        this.part("hits").textContent = !this.query ? "" : count === 0 ? "No match" : place ? `${place} of ${count.toLocaleString("en")}` : `${count.toLocaleString("en")} found`;
    }

    toEnd() {
        this.draw();
        this.view.scrollTop = this.view.scrollHeight;
        this.lastTop = this.view.scrollTop;
        this.draw();
    }

    status(text) {
        if (text) this.state = text;
        this.part("status").textContent = this.following || !this.live ? this.state : "Paused: new lines are kept below";
        const count = this.log.lines.length;
        const dropped = this.log.dropped ? `, ${this.log.dropped.toLocaleString("en")} older ones let go` : "";
        this.part("count").textContent = `${count.toLocaleString("en")} line${count === 1 ? "" : "s"}${dropped}`;
        this.part("empty").hidden = count > 0 || !this.state || this.state === "Reading…";
    }

    append(texts) {
        const before = this.count;
        const droppedBefore = this.log.dropped;
        for (const text of texts) {
            this.log.add(text);
            const index = this.log.lines.length - 1;
            if (this.query && this.matches(index)) this.hits.push(index);
        }
        if (this.log.dropped !== droppedBefore) {
            this.search(this.query);
            this.measure();
        } else if (this.tops) {
            this.measure(before);
        }
        if (this.query) this.tally();
        if (this.following) this.toEnd();
        else this.draw();
        this.status();
    }
}

/** Reads lines until the stream ends; yields them in the batches they arrive in. */
async function* batches(response) {
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
        const { value, done } = await reader.read();
        if (done) break;
        const lines = (rest + value).split("\n");
        rest = lines.pop();
        if (lines.length) yield lines.filter(Boolean);
    }
}

const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));
const frame = () => new Promise((resolve) => (document.hidden ? setTimeout(resolve, 200) : requestAnimationFrame(resolve)));

async function read(viewer, source) {
    let last = "";
    let sameTime = 0;
    for (;;) {
        let ended = false;
        try {
            const query = last ? `since=${encodeURIComponent(last)}` : "tail=10000";
            const response = await fetch(`${source}?${query}`, { headers: { Accept: "text/plain" } });
            if (!response.ok) throw new Error(String(response.status));
            viewer.live = viewer.root.dataset.running === "true";
            viewer.status(viewer.live ? "Live" : "Ended");
            // The server begins again with the lines of the very time of the last one; those that are here are skipped.
            let skip = sameTime;
            for await (const lines of batches(response)) {
                const fresh = [];
                for (const line of lines) {
                    const time = line.slice(1, line.indexOf(" "));
                    if (time === last && skip > 0) { skip--; continue; }
                    sameTime = time === last ? sameTime + 1 : 1;
                    if (time !== last) skip = 0;
                    last = time;
                    fresh.push(line);
                }
                viewer.append(fresh);
                await frame();
            }
            ended = true;
        } catch (error) {
            if (/^4/.test(error.message)) {
                viewer.live = false;
                viewer.status("The log cannot be read: it may have been removed together with its container");
                return;
            }
        }
        viewer.live = false;
        if (ended && !document.querySelector("#container-head[data-state='running']")) {
            viewer.status("Ended: it does not run");
            await started();
        } else {
            viewer.status("Connection lost, trying again…");
            await pause(RETRY);
        }
        viewer.root.dataset.running = "true";
    }
}

/** Waits until the head of the page, which is live, says that the container runs again. */
function started() {
    return new Promise((resolve) => {
        const look = () => {
            if (document.querySelector("#container-head[data-state='running']")) {
                document.removeEventListener("gantry:part", look);
                resolve();
            }
        };
        document.addEventListener("gantry:part", look);
        look();
    });
}

export function attach(root) {
    const viewer = new Viewer(root);
    read(viewer, root.dataset.source);
}
