package dev.gantry.image;

import dev.gantry.access.AccessPolicy;
import dev.gantry.access.Authorization;
import dev.gantry.docker.DockerClient;
import dev.gantry.docker.DockerImages;
import dev.gantry.docker.ImageDetails;
import dev.gantry.docker.ImageHistoryEntry;
import dev.gantry.docker.ImageRemoval;
import dev.gantry.docker.ImageSummary;
import dev.gantry.docker.JsonStream;
import dev.gantry.docker.ProgressMessage;
import dev.gantry.user.User;
import java.io.InputStream;
import java.util.List;

/** The images one person may see, and what they may do with them; each operation is checked, see {@link DockerImages}. */
public final class ImageScope {
    private final User user;
    private final AccessPolicy policy;
    private final DockerClient docker;

    ImageScope(User user, AccessPolicy policy, DockerClient docker) {
        this.user = user;
        this.policy = policy;
        this.docker = docker;
    }

    public List<ImageSummary> list() {
        return allowed(Authorization.IMAGE_VIEW).list();
    }

    public ImageDetails inspect(String name) {
        return allowed(Authorization.IMAGE_VIEW).inspect(name);
    }

    public List<ImageHistoryEntry> history(String name) {
        return allowed(Authorization.IMAGE_VIEW).history(name);
    }

    /** {@code reference} is a repository with an optional tag, "latest" when it has none. */
    public void tag(String name, String reference) {
        ImageName target = ImageName.parse(reference);
        allowed(Authorization.IMAGE_MANAGE).tag(name, target.repository(), target.tag());
    }

    public List<ImageRemoval> remove(String name, boolean force) {
        return allowed(Authorization.IMAGE_MANAGE).remove(name, force);
    }

    /** Reads the archive as the engine takes it; {@code length} −1 when unknown. Close the stream. */
    public JsonStream<ProgressMessage> load(InputStream archive, long length) {
        return allowed(Authorization.IMAGE_MANAGE).load(archive, length);
    }

    /** Makes an image of a root file system; {@code changes} are Dockerfile instructions. Close the stream. */
    public JsonStream<ProgressMessage> importRootFs(
            InputStream archive, long length, String reference, List<String> changes) {
        ImageName name = ImageName.parse(reference);
        return allowed(Authorization.IMAGE_MANAGE)
                .importRootFs(archive, length, name.repository(), name.tag(), changes);
    }

    private DockerImages allowed(Authorization authorization) {
        policy.require(user, authorization);
        return docker.images();
    }
}
