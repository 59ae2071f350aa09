package org.openguides.processing.internal.webhooks;

import java.util.Arrays;
import java.util.Optional;

/** The type of a message. */
enum EventType {
    /** A run has been accepted or resumed. */
    RUN_STARTED("org.openguides.run.started", 0),
    /** A run has ended. */
    RUN_ENDED("org.openguides.run.ended", 1),
    /** Assets have failed in a run that has ended; one message for all of them. */
    ASSET_FAILED("org.openguides.asset.failed", 2);

    private final String text;
    private final int position;

    EventType(String text, int position) {
        this.text = text;
        this.position = position;
    }

    /** Returns the position among the messages of the same moment. */
    int position() {
        return position;
    }

    /** Returns the value of the attribute {@code type} of a CloudEvent. */
    String text() {
        return text;
    }

    /** Returns the type with the given text; empty if there is none. */
    static Optional<EventType> of(String text) {
        return Arrays.stream(values()).filter(type -> type.text.equals(text)).findFirst();
    }
}
