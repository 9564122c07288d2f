package dev.gantry.ui;

/** How a thing is, as far as it can be told at a glance. Each has a colour and a shape of its own, see web/css/state.css. */
public enum Condition {
    RUNNING("running", "running"),
    STOPPED("stopped", "stopped"),
    PROBLEM("problem", "trouble"),
    WORKING("working", "working");

    private final String css;
    private final String shape;

    Condition(String css, String shape) {
        this.css = css;
        this.shape = shape;
    }

    /** The class of the stylesheet. */
    public String css() {
        return css;
    }

    /** The symbol in the sprite of icons. */
    public String shape() {
        return shape;
    }
}
