package stepfunction.watch;

import java.io.Console;
import java.io.PrintStream;

/** Where runs are shown one after the other: a terminal shows the last one alone. */
record Screen(PrintStream stream, boolean isTerminal) {

    /** Moves to the top, and clears the screen and what was scrolled off it. */
    private static final String CLEAR = "\033[H\033[2J\033[3J";

    private static final String SEPARATOR = "-".repeat(72);

    @SuppressWarnings("SystemConsoleNull") // Newer versions of Java are asked by isTerminal.
    static Screen of(PrintStream stream) {
        var console = System.console();
        return new Screen(stream, console != null && isTerminal(console));
    }

    /** Since Java 22 there may be a console without a terminal, and a method that says which. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    void begin() {
        if (isTerminal) {
            stream.print(CLEAR);
            stream.flush();
        } else {
            stream.println(SEPARATOR);
        }
    }
}
