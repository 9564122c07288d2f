package dev.gantry.access;

/** Something one may be allowed to do. Roles are sets of these. */
public enum Authorization {
    /** See containers and inspect them. */
    CONTAINER_VIEW("see containers"),
    /** Read logs, statistics and process lists. */
    CONTAINER_LOGS("read logs and statistics"),
    /** Start, stop, restart, pause, kill. */
    CONTAINER_OPERATE("start and stop containers"),
    /** Consoles, exec, attach, copying. */
    CONTAINER_CONSOLE("open consoles"),
    /** Create, rename and remove. */
    CONTAINER_MANAGE("create and remove containers"),
    /** See images and inspect them. */
    IMAGE_VIEW("see images"),
    /** Load, import, tag and remove. */
    IMAGE_MANAGE("change images"),
    /** See environments, their engines and machines. */
    ENVIRONMENT_VIEW("see environments"),
    /** Create people and remove them. */
    USER_MANAGE("manage people");

    private final String words;

    Authorization(String words) {
        this.words = words;
    }

    /** It in words, to follow "may not". */
    public String words() {
        return words;
    }
}
