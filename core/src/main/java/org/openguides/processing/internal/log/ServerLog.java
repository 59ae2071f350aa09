package org.openguides.processing.internal.log;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Loggers for the log of the server, which escape as the log of a run does: paths and messages of exceptions come from users, and could otherwise forge
 * lines or control the terminal of an administrator. Safe for use by multiple threads.
 */
public final class ServerLog {

    private ServerLog() {}

    /** Returns the logger of a class. */
    public static Logger of(Class<?> type) {
        return escaping(LoggerFactory.getLogger(type));
    }

    static Logger escaping(Logger log) {
        // our own class loader need not see all types that a later version of the interface uses
        return (Logger)
                Proxy.newProxyInstance(Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, new Escaping(log));
    }

    private record Escaping(Logger log) implements InvocationHandler {

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            try {
                if (arguments == null || method.getReturnType() != void.class || !isEnabled(method, arguments)) {
                    return method.getReturnType() == void.class ? null : method.invoke(log, arguments);
                }
                return method.invoke(
                        log, Arrays.stream(arguments).map(Escaping::escaped).toArray());
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        /** Saves the work for what is not logged. */
        private boolean isEnabled(Method method, Object[] arguments) {
            Marker marker = arguments[0] instanceof Marker first ? first : null;
            return switch (method.getName()) {
                case "trace" -> log.isTraceEnabled(marker);
                case "debug" -> log.isDebugEnabled(marker);
                case "info" -> log.isInfoEnabled(marker);
                case "warn" -> log.isWarnEnabled(marker);
                default -> log.isErrorEnabled(marker);
            };
        }

        private static @Nullable Object escaped(@Nullable Object argument) {
            if (argument == null || argument instanceof Marker || argument instanceof Number) {
                return argument;
            }
            if (argument instanceof Throwable thrown) {
                return EscapedThrowable.of(thrown);
            }
            if (argument instanceof Object[] several) {
                return Arrays.stream(several).map(Escaping::escaped).toArray();
            }
            return EscapedText.of(argument.toString());
        }
    }
}
