package org.openguides.processing.it;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test the one {@link SlingServer} that all tests of the JVM share: started for the first that asks, it ends with the
 * JVM. A test leaves it as it found it, or works below a path of its own.
 */
public final class SharedSling implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SlingServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return Running.SERVER;
    }

    /** Not in a store of JUnit: where tests run in several JVMs, each class is a test run of its own there. */
    private static final class Running {
        static final SlingServer SERVER = SlingServer.start(SlingServer.freshHome());
    }
}
