package org.openguides.cli;

import java.io.Console;

/** Whether the output is a terminal. */
final class Terminal {
    private Terminal() {}

    /** Whether standard input and output are a terminal. From JDK 22 on there is a console without one, which says so. */
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
