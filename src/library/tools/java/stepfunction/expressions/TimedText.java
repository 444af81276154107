package stepfunction.expressions;

/** A text for a regular expression to match, which checks the time now and then as its characters are read. */
public final class TimedText implements CharSequence {

    private static final int READS_BETWEEN_CHECKS = 4096;

    private final String text;
    private final Runnable check;
    private int reads;

    /** @param check throws if the time is over */
    public TimedText(String text, Runnable check) {
        this.text = text;
        this.check = check;
    }

    @Override
    public char charAt(int index) {
        reads++;
        if (reads % READS_BETWEEN_CHECKS == 0) {
            check.run();
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
