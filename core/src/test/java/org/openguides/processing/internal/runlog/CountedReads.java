package org.openguides.processing.internal.runlog;

import javax.jcr.Item;
import javax.jcr.Node;
import javax.jcr.Property;
import javax.jcr.Session;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;

/** Service sessions that count calls to them and to their nodes and properties. */
final class CountedReads implements ServiceSessions {

    private final ServiceSessions sessions;
    private final AtomicInteger calls = new AtomicInteger();

    CountedReads(ServiceSessions sessions) {
        this.sessions = sessions;
    }

    /** Returns the number of calls since this method was last called. */
    int take() {
        return calls.getAndSet(0);
    }

    @Override
    public ServiceSession open(ServiceUser user) {
        ServiceSession session = sessions.open(user);
        return new ServiceSession(counted(Session.class, session.jcr()), session::close);
    }

    private <T> T counted(Class<T> type, T target) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            calls.incrementAndGet();
            try {
                Object result = method.invoke(target, arguments);
                return result instanceof Item item ? counted(item) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private Item counted(Item item) {
        return item instanceof Node node ? counted(Node.class, node) : counted(Property.class, (Property) item);
    }
}
