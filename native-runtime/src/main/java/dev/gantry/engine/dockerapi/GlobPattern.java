package dev.gantry.engine.dockerapi;

import dev.gantry.engine.error.EngineException;

/**
 * A shell pattern as Go's path.Match reads it: {@code *} and {@code ?} stand for anything but a slash, {@code [a-z]} and
 * {@code [^a-z]} for one character, a backslash for the next character itself. Matching takes at most the product of the
 * two lengths, whatever the pattern.
 */
final class GlobPattern {
    private final String pattern;

    private GlobPattern(String pattern) {
        this.pattern = pattern;
    }

    /** INVALID_PARAMETER for a bracket that is not closed or a backslash at the end. */
    static GlobPattern of(String text) {
        int at = 0;
        while (at < text.length()) {
            int end = elementEnd(text, at);
            if (end < 0) {
                throw EngineException.invalid("invalid filter 'reference=" + text + "': syntax error in pattern");
            }
            at = end;
        }
        return new GlobPattern(text);
    }

    boolean matches(String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = ++p;
                resume = t;
            } else if (p < pattern.length() && matchesOne(p, text.charAt(t))) {
                p = elementEnd(pattern, p);
                t++;
            } else if (star >= 0 && text.charAt(resume) != '/') {
                // The last star takes one character more. An earlier one need not: it could only leave less to match.
                t = ++resume;
                p = star;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    private boolean matchesOne(int at, char c) {
        return switch (pattern.charAt(at)) {
            case '?' -> c != '/';
            case '\\' -> pattern.charAt(at + 1) == c;
            case '[' -> matchesClass(at, c);
            default -> pattern.charAt(at) == c;
        };
    }

    private boolean matchesClass(int start, char c) {
        int end = elementEnd(pattern, start) - 1;
        int at = start + 1;
        boolean negated = pattern.charAt(at) == '^';
        if (negated) {
            at++;
        }
        boolean found = false;
        while (at < end) {
            at = pattern.charAt(at) == '\\' ? at + 1 : at;
            char low = pattern.charAt(at++);
            char high = low;
            if (at + 1 < end && pattern.charAt(at) == '-') {
                at++;
                at = pattern.charAt(at) == '\\' ? at + 1 : at;
                high = pattern.charAt(at++);
            }
            found |= low <= c && c <= high;
        }
        return found != negated;
    }

    /** Where the element that begins at an index ends; -1 if it does not. */
    private static int elementEnd(String text, int at) {
        char c = text.charAt(at);
        if (c == '\\') {
            return at + 1 < text.length() ? at + 2 : -1;
        }
        if (c != '[') {
            return at + 1;
        }
        int i = at + 1;
        i += i < text.length() && text.charAt(i) == '^' ? 1 : 0;
        int first = i;
        while (i < text.length() && (text.charAt(i) != ']' || i == first)) {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return i < text.length() && i > first ? i + 1 : -1;
    }
}
