package dev.gantry.platform;

import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.ConfigProvider;

/** Says where the server listens once it does. */
@ApplicationScoped
public class Listening {
    @Inject
    Event<ListeningAddress> listening;

    void started(@ObservesAsync HttpServerStart start) {
        HttpServerOptions options = start.options();
        String host = "0.0.0.0".equals(options.getHost()) ? "localhost" : options.getHost();
        listening.fire(
                new ListeningAddress((options.isSsl() ? "https://" : "http://") + host + ":" + options.getPort()));
    }

    /** Where the system chose the port, Quarkus puts it into its configuration. */
    private static int port(HttpServerOptions options) {
        return options.getPort() > 0
                ? options.getPort()
                : ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
    }
}
