package org.openguides.cli;

import java.io.Console;

/** Detects whether the output is a terminal. */
final class Terminal {
    private Terminal() {}

    /**
     * Returns whether standard input and output are a terminal. As of JDK 22 there may be a console without a terminal,
     * which reports that.
     */
    @SuppressWarnings("SystemConsoleNull")
    static boolean present() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
