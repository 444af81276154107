package stepfunction.expressions;

/** The least and the greatest number of arguments that a function takes. */
public record Arity(int least, int most) {

    /** Whether a call may have so many. */
    public boolean accepts(int arguments) {
        return least <= arguments && arguments <= most;
    }

    /** Such as {@code 1 argument}, {@code 2 or 3 arguments} or {@code at least 1 argument}. */
    public String text() {
        if (most == Integer.MAX_VALUE) {
            return "at least " + counted(least);
        }
        if (least == most) {
            return counted(least);
        }
        return most == least + 1 ? least + " or " + counted(most) : "%d to %s".formatted(least, counted(most));
    }

    private static String counted(int number) {
        return number == 1 ? "1 argument" : number + " arguments";
    }
}
