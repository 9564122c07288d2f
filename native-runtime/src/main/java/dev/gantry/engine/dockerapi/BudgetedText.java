package dev.gantry.engine.dockerapi;

/**
 * A text that can be looked at so many times: a client's regular expression can be made to look for ever, as Java's
 * matcher tries every way, unlike Go's.
 */
final class BudgetedText implements CharSequence {
    private final String text;
    private int looks;

    /** The budget is used up. */
    static final class SpentException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** @param looks how many characters may be read, each reading counted */
    BudgetedText(String text, int looks) {
        this.text = text;
        this.looks = looks;
    }

    @Override
    public char charAt(int index) {
        if (looks-- <= 0) {
            throw new SpentException();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
