// A terminal in a container. xterm.js is loaded only here; one ticket opens one WebSocket, once.
import { toast } from "./flash.js";

const csrf = document.querySelector('meta[name="csrf-token"]')?.content ?? "";

/**
 * xterm.js writes its rules into <style> elements, which the content security policy forbids. Rules of a constructed
 * sheet are allowed, so the elements it makes pass their text on to one.
 */
function allowStyles() {
    const create = Document.prototype.createElement;
    document.createElement = function (name, options) {
        const element = create.call(document, name, options);
        if (String(name).toLowerCase() === "style") {
            const sheet = new CSSStyleSheet();
            document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
            for (const property of ["textContent", "innerHTML"]) {
                Object.defineProperty(element, property, { set: (text) => sheet.replaceSync(text), get: () => "" });
            }
        }
        return element;
    };
}

function load(base) {
    return new Promise((resolve, reject) => {
        if (window.Terminal) { resolve(); return; }
        const style = document.createElement("link");
        style.rel = "stylesheet";
        style.href = `${base}/css/xterm.css`;
        const script = document.createElement("script");
        script.src = `${base}/lib/xterm.js`;
        script.onload = resolve;
        script.onerror = () => reject(new Error("The terminal could not be loaded from the server."));
        document.head.append(style, script);
    });
}

const theme = {
    background: "#131417", foreground: "#ecebe6", cursor: "#f6c83a", cursorAccent: "#131417", selection: "rgba(246, 200, 58, 0.3)",
    black: "#2a2c31", red: "#ff8a7a", green: "#62cf98", yellow: "#f2c94c", blue: "#7db4f5", magenta: "#dd9bee", cyan: "#5fd0de", white: "#d6d5d0",
    brightBlack: "#8f9299", brightRed: "#ffa194", brightGreen: "#7fe0ae", brightYellow: "#ffdf7a", brightBlue: "#9fc9ff", brightMagenta: "#ecb6fa", brightCyan: "#84e2ee", brightWhite: "#ffffff",
};

class Console {
    constructor(root) {
        this.root = root;
        this.screen = root.querySelector("[data-screen]");
        this.button = root.querySelector("[data-connect]");
        this.button.addEventListener("click", () => (this.socket ? this.socket.close() : this.connect()));
        new ResizeObserver(() => this.fit()).observe(this.screen);
    }

    status(text, connected = false) {
        this.root.querySelector("[data-status]").textContent = text;
        this.button.querySelector("span").textContent = connected ? "Disconnect" : this.wasConnected ? "Connect again" : "Connect";
        this.button.classList.toggle("primary", !connected);
    }

    async open() {
        if (this.terminal) return;
        allowStyles();
        await load(this.root.dataset.terminal);
        const mono = getComputedStyle(document.documentElement).getPropertyValue("--mono");
        this.terminal = new window.Terminal({ fontFamily: mono, fontSize: 13, lineHeight: 1.2, scrollback: 5000, cursorBlink: false, screenReaderMode: true, theme });
        this.terminal.open(this.screen);
        // Its lines for screen readers are list items; it does not say of what.
        this.terminal.element.querySelector(".xterm-accessibility-tree")?.setAttribute("role", "list");
        this.terminal.onData((text) => this.send(new TextEncoder().encode(text)));
        this.terminal.onBinary((text) => this.send(Uint8Array.from(text, (c) => c.charCodeAt(0))));
        this.fit();
    }

    send(data) {
        if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(data);
    }

    /** As many columns and rows as there is room for; xterm knows the size of a character only by what it has drawn. */
    fit() {
        if (!this.terminal?.element || this.screen.clientHeight === 0) return;
        const drawn = this.terminal.element.querySelector(".xterm-screen").getBoundingClientRect();
        const width = drawn.width / this.terminal.cols;
        const height = drawn.height / this.terminal.rows;
        if (!width || !height) return;
        const columns = Math.max(20, Math.floor((this.screen.clientWidth - 24 - 12) / width));
        const rows = Math.max(5, Math.floor((this.screen.clientHeight - 24) / height));
        if (columns !== this.terminal.cols || rows !== this.terminal.rows) {
            this.terminal.resize(columns, rows);
            this.send(JSON.stringify({ type: "resize", columns, rows }));
        }
    }

    async ticket() {
        const [command, user] = [this.root.querySelector("[data-shell]").value, this.root.querySelector("[data-user]").value.trim()];
        const response = await fetch(`/api/containers/${this.root.dataset.container}/terminals`, {
            method: "POST",
            headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf, Accept: "application/json" },
            body: JSON.stringify({ command: [command], user, tty: true, columns: this.terminal.cols, rows: this.terminal.rows }),
        });
        const answer = await response.json();
        if (!response.ok) throw new Error(answer.message);
        return answer.path;
    }

    async connect() {
        this.button.disabled = true;
        this.status("Connecting…");
        try {
            await this.open();
            const path = await this.ticket();
            this.attach(new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${path}`));
        } catch (error) {
            this.status("Not connected");
            toast(error.message, "problem");
        } finally {
            this.button.disabled = false;
        }
    }

    attach(socket) {
        this.socket = socket;
        socket.binaryType = "arraybuffer";
        let ending = "Disconnected";
        socket.onopen = () => {
            this.wasConnected = true;
            this.terminal.reset();
            this.status(`Connected: ${this.root.querySelector("[data-shell]").value}`, true);
            this.fit();
            this.send(JSON.stringify({ type: "resize", columns: this.terminal.cols, rows: this.terminal.rows }));
            this.terminal.focus();
        };
        socket.onmessage = ({ data }) => {
            if (typeof data !== "string") {
                this.terminal.write(new Uint8Array(data));
                return;
            }
            const message = JSON.parse(data);
            if (message.type === "exit") ending = message.code === 0 ? "Ended" : `Ended with exit code ${message.code}`;
            if (message.type === "error") {
                ending = "Not connected";
                toast(message.message, "problem");
            }
        };
        socket.onclose = () => {
            this.socket = undefined;
            this.status(ending);
        };
    }
}

export function attach(root) {
    new Console(root).connect();
}
