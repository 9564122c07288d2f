package dev.gantry.engine.image;

import dev.gantry.engine.error.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Words of Dockerfile instructions: splitting, quotes, backslashes and variables (Dockerfile reference, "Environment replacement"). */
final class DockerfileWords {
    private final String text;
    private final Map<String, String> variables;
    private final StringBuilder out = new StringBuilder();
    private int at;

    private DockerfileWords(String text, Map<String, String> variables) {
        this.text = text;
        this.variables = variables;
    }

    /** The words of a line, still with their quotes; white space inside quotes or after a backslash does not split. */
    static List<String> split(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote == 0 && Character.isWhitespace(c)) {
                flush(word, words);
                continue;
            }
            word.append(c);
            if (c == '\\' && quote != '\'' && i + 1 < line.length()) {
                word.append(line.charAt(++i));
            } else if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            }
        }
        flush(word, words);
        return words;
    }

    /** A word without its quotes and with its variables replaced. */
    static String process(String word, Map<String, String> variables) {
        return new DockerfileWords(word, variables).process();
    }

    private static void flush(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    private String process() {
        while (at < text.length()) {
            char c = text.charAt(at++);
            switch (c) {
                case '\'' -> singleQuoted();
                case '"' -> doubleQuoted();
                case '\\' -> out.append(at < text.length() ? text.charAt(at++) : c);
                case '$' -> variable();
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    private void singleQuoted() {
        int end = text.indexOf('\'', at);
        if (end < 0) {
            throw unterminated("single-quoted string");
        }
        out.append(text, at, end);
        at = end + 1;
    }

    private void doubleQuoted() {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return;
            } else if (c == '$') {
                variable();
            } else if (c == '\\' && at < text.length() && "\"$\\".indexOf(text.charAt(at)) >= 0) {
                out.append(text.charAt(at++));
            } else {
                out.append(c);
            }
        }
        throw unterminated("double-quoted string");
    }

    private void variable() {
        if (at < text.length() && text.charAt(at) == '{') {
            int end = text.indexOf('}', at);
            if (end < 0) {
                throw unterminated("${");
            }
            braced(text.substring(at + 1, end));
            at = end + 1;
            return;
        }
        int start = at;
        while (at < text.length() && isNameCharacter(text.charAt(at))) {
            at++;
        }
        out.append(start == at ? "$" : variables.getOrDefault(text.substring(start, at), ""));
    }

    private void braced(String inside) {
        int colon = inside.indexOf(':');
        String name = colon < 0 ? inside : inside.substring(0, colon);
        String value = variables.getOrDefault(name, "");
        if (name.isEmpty() || !name.chars().allMatch(c -> isNameCharacter((char) c))) {
            throw EngineException.invalid("bad substitution: ${" + inside + "}");
        }
        if (colon < 0) {
            out.append(value);
            return;
        }
        String alternative = inside.substring(Math.min(colon + 2, inside.length()));
        switch (colon + 1 < inside.length() ? inside.charAt(colon + 1) : 0) {
            case '-' -> out.append(value.isEmpty() ? alternative : value);
            case '+' -> out.append(value.isEmpty() ? "" : alternative);
            default -> throw EngineException.invalid("unsupported modifier in substitution: ${" + inside + "}");
        }
    }

    private static boolean isNameCharacter(char c) {
        return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private EngineException unterminated(String what) {
        return EngineException.invalid(
                "unexpected end of statement while looking for the end of a " + what + ": " + text);
    }
}
