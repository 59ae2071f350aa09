package org.openguides.processing.it;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test the one {@link SlingServer} that all tests of the JVM share: started for the first that asks, stopped
 * after the last. A test leaves it as it found it, or works below a path of its own.
 */
public final class SharedSling implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SlingServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SharedSling.class))
                .getOrComputeIfAbsent(
                        Running.class, key -> new Running(SlingServer.start(SlingServer.freshHome())), Running.class)
                .server();
    }

    private record Running(SlingServer server) implements ExtensionContext.Store.CloseableResource {
        @Override
        public void close() {
            server.stop();
        }
    }
}
