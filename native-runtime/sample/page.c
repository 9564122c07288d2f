/* The page. Everything that is not a constant goes through escape(). */
#include "hello.h"

#include <unistd.h>

static const char head[] =
    "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
    "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
    "<meta http-equiv=\"refresh\" content=\"5\"><title>Hello from Gantry</title><style>"
    ":root{color-scheme:light dark;--bg:#f4f6fa;--card:#fff;--ink:#162033;--dim:#5c6b85;--line:#e0e6f0;--hue:#2f6fed}"
    "@media(prefers-color-scheme:dark){:root{--bg:#0d1420;--card:#151f30;--ink:#e8eef8;--dim:#93a3bd;--line:#26344b;"
    "--hue:#6ea3ff}}"
    "*{box-sizing:border-box}body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--bg);"
    "color:var(--ink);font:16px/1.5 system-ui,sans-serif;padding:1.5rem}"
    "main{width:100%;max-width:44rem}h1{font-size:2rem;letter-spacing:-.02em;margin:0}"
    "p{color:var(--dim);margin:.4rem 0 1.6rem}b{color:var(--hue)}"
    "dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr));gap:.8rem;margin:0}"
    "div{background:var(--card);border:1px solid var(--line);border-radius:.8rem;padding:.9rem 1.1rem}"
    "dt{color:var(--dim);font-size:.8rem}dd{margin:.1rem 0 0;font-size:1.25rem;font-weight:600;overflow-wrap:anywhere;"
    "font-variant-numeric:tabular-nums}small{display:block;font-size:.8rem;font-weight:400;color:var(--dim)}"
    "meter{width:100%;height:.6rem;margin-top:.4rem}"
    "</style></head><body><main><h1>It <b>works</b>.</h1>"
    "<p>This page is served from inside a container. What it may use, as it sees it itself:</p><dl>";

static const char tail[] = "</dl></main></body></html>\n";

static void escape(FILE *out, const char *text) {
    for (; *text; text++) {
        switch (*text) {
        case '&': fputs("&amp;", out); break;
        case '<': fputs("&lt;", out); break;
        case '>': fputs("&gt;", out); break;
        case '"': fputs("&quot;", out); break;
        case '\'': fputs("&#39;", out); break;
        default: fputc(*text, out);
        }
    }
}

static void card(FILE *out, const char *name, const char *value, const char *note) {
    fputs("<div><dt>", out);
    escape(out, name);
    fputs("</dt><dd>", out);
    escape(out, value);
    if (*note) {
        fputs("<small>", out);
        escape(out, note);
        fputs("</small>", out);
    }
    fputs("</dd></div>", out);
}

/* A limit with how much of it is used. */
static void meter_card(FILE *out, const char *name, const char *value, const char *note, long long used, long long max) {
    if (used < 0 || max <= 0) {
        card(out, name, value, note);
        return;
    }
    fputs("<div><dt>", out);
    escape(out, name);
    fputs("</dt><dd>", out);
    escape(out, value);
    fputs("<small>", out);
    escape(out, note);
    fprintf(out, "</small><meter min=\"0\" max=\"%lld\" value=\"%lld\"></meter></dd></div>", max, used);
}

static void format_bytes(char *text, size_t size, long long bytes) {
    if (bytes < 0) {
        snprintf(text, size, "no limit");
    } else if (bytes < 10 * 1024 * 1024) {
        snprintf(text, size, "%.0f KiB", (double)bytes / 1024);
    } else if (bytes < 10LL * 1024 * 1024 * 1024) {
        snprintf(text, size, "%.0f MiB", (double)bytes / 1024 / 1024);
    } else {
        snprintf(text, size, "%.0f GiB", (double)bytes / 1024 / 1024 / 1024);
    }
}

static void format_duration(char *text, size_t size, long seconds) {
    if (seconds < 60) {
        snprintf(text, size, "%ld s", seconds);
    } else if (seconds < 3600) {
        snprintf(text, size, "%ld min %ld s", seconds / 60, seconds % 60);
    } else {
        snprintf(text, size, "%ld h %ld min", seconds / 3600, seconds / 60 % 60);
    }
}

static void write_limits(FILE *out, const struct limits *l) {
    char value[32], note[64] = "", used[32];
    format_bytes(value, sizeof value, l->memory_max);
    if (l->memory_used >= 0) {
        format_bytes(used, sizeof used, l->memory_used);
        snprintf(note, sizeof note, "%s used", used);
    }
    meter_card(out, "Memory limit", value, note, l->memory_used, l->memory_max);
    if (l->cpus > 0) {
        snprintf(value, sizeof value, "%.2f", l->cpus);
    } else {
        snprintf(value, sizeof value, "no limit");
    }
    card(out, "CPU limit", value, "processors");
    if (l->pids_max > 0) {
        snprintf(value, sizeof value, "%lld", l->pids_max);
    } else {
        snprintf(value, sizeof value, "no limit");
    }
    snprintf(note, sizeof note, "%lld running", l->pids_used);
    meter_card(out, "Process limit", value, l->pids_used < 0 ? "" : note, l->pids_used, l->pids_max);
}

void write_page(FILE *out, long uptime_seconds) {
    char host[256] = "", value[64], note[64];
    gethostname(host, sizeof host - 1);
    struct limits limits = read_limits();
    fputs(head, out);
    card(out, "Hostname", host, "");
    format_duration(value, sizeof value, uptime_seconds);
    card(out, "Up for", value, "");
    write_limits(out, &limits);
    snprintf(value, sizeof value, "%u : %u", getuid(), getgid());
    snprintf(note, sizeof note, "process %d", getpid());
    card(out, "User and group", value, note);
    fputs(tail, out);
}
