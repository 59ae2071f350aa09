package org.openguides.processing.internal.support;

import java.io.PrintWriter;

import org.osgi.service.component.annotations.Component;

/** A dump of the threads that belong to the product or execute its code. */
@Component(service = SupportPart.class)
public final class ThreadsPart implements SupportPart {

    private static final int DEEPEST = 150;

    @Override
    public String name() {
        return "threads";
    }

    @Override
    public void writeTo(Files files) {
        PrintWriter text = files.begin("threads.txt");
        OurThreads.stacks().forEach((thread, stack) -> {
            text.println(thread.getName() + ": " + thread.getState());
            for (int i = 0; i < Math.min(stack.length, DEEPEST); i++) {
                text.println("  at " + stack[i]);
            }
            text.println();
        });
    }
}
