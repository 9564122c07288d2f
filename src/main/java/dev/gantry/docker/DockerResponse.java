package dev.gantry.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** A successful answer whose body may still be arriving. Closing it closes the connection. */
final class DockerResponse implements Closeable {
    private final DockerConnection connection;
    private final HttpHead head;
    private final InputStream body;

    DockerResponse(DockerConnection connection, HttpHead head, InputStream body) {
        this.connection = connection;
        this.head = head;
        this.body = body;
    }

    int status() {
        return head.status();
    }

    String field(String name) {
        return head.field(name);
    }

    InputStream body() {
        return body;
    }

    <T> T json(Class<T> type) {
        return parse(() -> DockerJson.read(body, type));
    }

    <T> T json(TypeReference<T> type) {
        return parse(() -> DockerJson.read(body, type));
    }

    private <T> T parse(Parser<T> parser) {
        try (this) {
            return parser.parse();
        } catch (JsonProcessingException e) {
            throw new DockerException(502, "The engine's answer is not understood: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw connection.broken(e);
        }
    }

    private interface Parser<T> {
        T parse() throws IOException;
    }

    @Override
    public void close() {
        connection.close();
    }
}
