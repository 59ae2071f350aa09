package org.openguides.processing.internal.store;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A message for one recipient in the outbox, until it has been delivered. A message that could not be delivered in time
 * is kept as a dead letter. Changes are transient until the session is saved. For one thread.
 */
public final class OutboxEntry {

    /** Path of the folders of the recipients. */
    public static final String ROOT = "/var/openguides/outbox";

    private static final String CREATED = "createdAt";
    private static final String DEAD = "deadAt";
    private static final String FAILED = "failedAssets";
    private static final String ID = "id";
    private static final String LEASED = "leasedUntil";
    private static final String NEXT = "nextAt";
    private static final String PROBLEM = "problem";
    private static final String RUN = "runId";
    private static final String SINCE = "since";
    private static final String TEXT = "text";
    private static final String TRIES = "tries";
    private static final String TYPE = "type";

    private final Node node;

    private OutboxEntry(Node node) {
        this.node = node;
    }

    /**
     * A message.
     *
     * @param id     unique id; the same for all recipients
     * @param type   type of the message
     * @param runId  id of the run that it is about
     * @param number position among the messages of the same moment
     * @param text   what is sent; null if that is determined by the first delivery
     * @param failed number of failed assets that the message is about
     */
    public record Message(String id, String type, String runId, int number, @Nullable String text, long failed) {}

    /** Adds a message for a recipient. */
    public static void add(Session session, String recipient, Message message, Instant now) throws RepositoryException {
        String name = String.format(Locale.ROOT, "%013d-%d-%s", now.toEpochMilli(), message.number(), message.id());
        Node node = Nodes.folder(session, ROOT + "/" + recipient).addNode(name, Nodes.RECORD);
        RecordFormat.stamp(node);
        Fence.stamp(node);
        node.setProperty(ID, message.id());
        node.setProperty(TYPE, message.type());
        node.setProperty(RUN, message.runId());
        node.setProperty(TEXT, message.text());
        node.setProperty(FAILED, message.failed());
        Nodes.set(node, CREATED, now);
        Nodes.set(node, SINCE, now);
        Nodes.set(node, NEXT, now);
    }

    /** Returns the names of recipients that have or had messages, in alphabetical order. */
    public static List<String> recipients(Session session) throws RepositoryException {
        return session.nodeExists(ROOT) ? Nodes.names(session.getNode(ROOT)) : List.of();
    }

    /** Returns the messages of a recipient, oldest first; without damaged ones and those of a later version. */
    public static List<OutboxEntry> all(Session session, String recipient) throws RepositoryException {
        List<OutboxEntry> all = new ArrayList<>();
        String folder = ROOT + "/" + recipient;
        if (session.nodeExists(folder)) {
            Node parent = session.getNode(folder);
            for (String name : Nodes.names(parent)) {
                RecordReader.read(name, () -> of(parent.getNode(name))).ifPresent(all::add);
            }
        }
        return all;
    }

    /**
     * Returns the message in a node.
     *
     * @throws UnknownFormatException if only a later version understands it
     */
    public static OutboxEntry of(Node node) throws RepositoryException {
        RecordFormat.check(node);
        OutboxEntry entry = new OutboxEntry(node);
        entry.check();
        return entry;
    }

    /** Reads what might have another type in a damaged record, which is left out then. */
    private void check() throws RepositoryException {
        for (String property : List.of(CREATED, SINCE, NEXT, LEASED, DEAD)) {
            Nodes.instant(node, property);
        }
        tries();
        failed();
    }

    /** Returns the node, for the fence. */
    public Node node() {
        return node;
    }

    public String id() throws RepositoryException {
        return Nodes.text(node, ID, "");
    }

    public String type() throws RepositoryException {
        return Nodes.text(node, TYPE, "");
    }

    public String runId() throws RepositoryException {
        return Nodes.text(node, RUN, "");
    }

    /** Returns what is sent; null before the first delivery has determined it. */
    public @Nullable String text() throws RepositoryException {
        return Nodes.text(node, TEXT);
    }

    /** Sets what is sent; it does not change any more. */
    public void setText(String text) throws RepositoryException {
        node.setProperty(TEXT, text);
    }

    /** Returns the number of failed assets that the message is about. */
    public long failed() throws RepositoryException {
        return Nodes.number(node, FAILED);
    }

    public Instant createdAt() throws RepositoryException {
        return time(CREATED);
    }

    /** Returns since when the delivery is tried. */
    public Instant since() throws RepositoryException {
        return time(SINCE);
    }

    /** Returns when the delivery is due. */
    public Instant nextAt() throws RepositoryException {
        return time(NEXT);
    }

    private Instant time(String property) throws RepositoryException {
        return Objects.requireNonNullElse(Nodes.instant(node, property), Instant.EPOCH);
    }

    /** Returns the number of failed attempts. */
    public long tries() throws RepositoryException {
        return Nodes.number(node, TRIES);
    }

    /** Returns why the last attempt has failed, as a clause; empty if none has. */
    public String problem() throws RepositoryException {
        return Nodes.text(node, PROBLEM, "");
    }

    /** Returns when the delivery was given up; null if it was not. */
    public @Nullable Instant deadAt() throws RepositoryException {
        return Nodes.instant(node, DEAD);
    }

    /** Returns whether a node is delivering the message. */
    public boolean isLeased(Instant now) throws RepositoryException {
        return time(LEASED).isAfter(now);
    }

    /** Reserves the message for a node, which seizes the fence, too. */
    public void lease(Instant until) throws RepositoryException {
        Nodes.set(node, LEASED, until);
    }

    /** Records a failed attempt, and ends the lease. */
    public void failed(String problem, Instant next) throws RepositoryException {
        node.setProperty(TRIES, tries() + 1);
        node.setProperty(PROBLEM, problem);
        Nodes.set(node, NEXT, next);
        Nodes.remove(node, LEASED);
    }

    /** Gives up the delivery. */
    public void giveUp(Instant now) throws RepositoryException {
        Nodes.set(node, DEAD, now);
        Nodes.remove(node, LEASED);
        Fence.stamp(node);
    }

    /** Delivers a dead letter again. */
    public void revive(Instant now) throws RepositoryException {
        Nodes.remove(node, DEAD, TRIES);
        Nodes.set(node, SINCE, now);
        Nodes.set(node, NEXT, now);
        Fence.stamp(node);
    }

    /** Removes the message. */
    public void remove() throws RepositoryException {
        node.remove();
    }
}
