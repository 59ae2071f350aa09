package org.openguides.processing.internal.log;

import java.lang.reflect.Proxy;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.FormattingTuple;
import org.slf4j.helpers.MessageFormatter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;

class ServerLogTest {

    private static final String HOSTILE = "a\u009b31mRED\u2028b\n2026-01-01 ERROR \u202egnp\udb40\udc41\\";
    private static final String ESCAPED = "a\\u009b31mRED\\u2028b\\n2026-01-01 ERROR \\u202egnp\\udb40\\udc41\\\\";

    private final List<FormattingTuple> lines = new ArrayList<>();
    private boolean enabled = true;
    private final Logger underTest = ServerLog.escaping(recorder());

    /** Formats as the implementations of SLF4J do. */
    private Logger recorder() {
        return (Logger) Proxy.newProxyInstance(
                Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                    if (method.getReturnType() == boolean.class) {
                        return enabled;
                    }
                    if (method.getReturnType() == String.class) {
                        return "name";
                    }
                    int format = arguments[0] instanceof Marker ? 1 : 0;
                    Object[] rest = arguments.length == format + 2 && arguments[format + 1] instanceof Object[] several
                            ? several
                            : Arrays.copyOfRange(arguments, format + 1, arguments.length);
                    lines.add(MessageFormatter.arrayFormat((String) arguments[format], rest));
                    return null;
                });
    }

    private List<String> texts() {
        return lines.stream().map(FormattingTuple::getMessage).toList();
    }

    @Test
    void argumentsAreEscapedHoweverManyThereAre() {
        underTest.warn("{}", HOSTILE);
        underTest.info("{} and {}", HOSTILE, 5);
        underTest.error("{} {} {}", List.of(HOSTILE), true, new StringBuilder(HOSTILE));
        underTest.debug(new BasicMarkerFactory().getMarker("m"), "{}", HOSTILE);
        underTest.trace("{} {}", null, 'x');
        assertEquals(
                List.of(ESCAPED, ESCAPED + " and 5", "[" + ESCAPED + "] true " + ESCAPED, ESCAPED, "null x"), texts());
    }

    @Test
    void messagesAreEscaped() {
        underTest.warn(HOSTILE);
        assertEquals(List.of(ESCAPED), texts());
    }

    @Test
    void exceptionsAreEscapedWithTheirCausesAndKeepTheirStacks() {
        IllegalStateException outer = new IllegalStateException("outer", new NoSuchFileException(HOSTILE));
        outer.addSuppressed(new IllegalArgumentException(HOSTILE));
        underTest.error("Cannot read {}", "x", outer);
        Throwable logged = lines.get(0).getThrowable();
        assertNotNull(logged);
        assertEquals("Cannot read x", texts().get(0));
        assertEquals("java.lang.IllegalStateException: outer", logged.getMessage());
        assertEquals(
                "java.nio.file.NoSuchFileException: " + ESCAPED,
                logged.getCause().getMessage());
        assertEquals(Arrays.asList(outer.getStackTrace()), Arrays.asList(logged.getStackTrace()));
        assertEquals("java.lang.IllegalArgumentException: " + ESCAPED, logged.getSuppressed()[0].getMessage());
    }

    @Test
    void harmlessExceptionsAreLoggedAsTheyAre() {
        Exception harmless = new IllegalStateException("C:\\temp", new NoSuchFileException("/content/dam/é.dita"));
        underTest.warn("Cannot read", harmless);
        assertSame(harmless, lines.get(0).getThrowable());
    }

    @Test
    void exceptionsThatCauseEachOtherAreLogged() {
        Exception one = new IllegalStateException(HOSTILE);
        Exception other = new IllegalStateException("other", one);
        one.initCause(other);
        underTest.warn("Cannot read", one);
        Throwable logged = lines.get(0).getThrowable();
        assertEquals("java.lang.IllegalStateException: other", logged.getCause().getMessage());
        assertEquals(null, logged.getCause().getCause());
    }

    @Test
    void whatIsNotLoggedIsNotFormatted() {
        enabled = false;
        underTest.debug("{}", new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("formatted");
            }
        });
        assertEquals(List.of(), lines);
        assertFalse(underTest.isWarnEnabled());
        assertEquals("name", underTest.getName());
    }

    @Test
    void theEscapedTextCanBeReadBack() {
        assertEquals(HOSTILE, EscapedText.unescaped(EscapedText.of(HOSTILE)));
        assertSame("/content/dam/é 日本.dita", EscapedText.of("/content/dam/é 日本.dita"));
    }
}
