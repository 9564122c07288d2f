package dev.gantry.engine.dockerapi;

import dev.gantry.engine.http.HttpException;
import dev.gantry.engine.http.PercentCoding;
import java.util.ArrayList;
import java.util.List;

/** Takes paths apart: decoded once, segment by segment, and only in their one canonical form. */
final class RequestPath {
    private RequestPath() {}

    /**
     * The decoded segments; a segment can contain slashes if they were sent encoded.
     *
     * @throws HttpException 400 for empty segments, {@code .} and {@code ..}, however they are spelt, and control
     *     characters
     */
    static List<String> segments(String path) throws HttpException {
        List<String> segments = new ArrayList<>(4);
        for (String raw : path.substring(1).split("/", -1)) {
            String segment = PercentCoding.decode(raw, false);
            check(segment, path);
            segments.add(segment);
        }
        return segments;
    }

    private static void check(String segment, String path) throws HttpException {
        if (segment.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
            throw new HttpException(400, "invalid path: control character");
        }
        // Inspect shows a container's name with a slash before it, and clients send it back like that.
        String name = segment.startsWith("/") ? segment.substring(1) : segment;
        for (String part : name.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                throw new HttpException(
                        400, "invalid path \"" + path + "\": empty segments, \".\" and \"..\" are not allowed");
            }
        }
    }
}
