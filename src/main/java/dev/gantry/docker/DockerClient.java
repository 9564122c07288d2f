package dev.gantry.docker;

/** An engine, as far as its Docker API reaches. Every call blocks and may throw {@link DockerException}. */
public final class DockerClient {
    private final DockerTransport transport;
    private final DockerContainers containers;
    private final DockerImages images;
    private final DockerExecs execs;
    private final DockerSystem system;

    public DockerClient(DockerEndpoint endpoint) {
        this.transport = new DockerTransport(endpoint);
        this.containers = new DockerContainers(transport);
        this.images = new DockerImages(transport);
        this.execs = new DockerExecs(transport);
        this.system = new DockerSystem(transport);
    }

    public DockerEndpoint endpoint() {
        return transport.endpoint();
    }

    public DockerContainers containers() {
        return containers;
    }

    public DockerImages images() {
        return images;
    }

    public DockerExecs execs() {
        return execs;
    }

    public DockerSystem system() {
        return system;
    }
}
