package org.openguides.processing.internal.webhooks;

/** MBean of the webhooks. */
public interface WebhooksMBean {

    /** Returns the webhooks in use, each as {@code name scheme://host:port}. */
    String[] getWebhooks();

    /** Returns the number of messages that have not been delivered yet. */
    int getWaiting();

    /** Returns the messages that could not be delivered within a day or were too many, one per line, without their content. */
    String[] getDeadLetters();

    /** Delivers all dead letters again, for another day; returns their number. */
    int retryDeadLetters();
}
