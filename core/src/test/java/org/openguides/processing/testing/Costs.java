package org.openguides.processing.testing;

import java.util.function.LongBinaryOperator;

/**
 * Operations on the repository.
 *
 * @param commits           commits with changes
 * @param contentNodes      nodes below /content that were added, removed or changed; once per commit
 * @param contentProperties properties below /content that were added, removed or changed
 * @param ownNodes          the same for nodes below /var
 * @param indexNodes        the same for nodes below /oak:index
 * @param queries           executed queries, without Oak's internal ones
 * @param sessions          opened service sessions
 * @param calls             calls to sessions that read or write an item
 */
public record Costs(
        long commits,
        long contentNodes,
        long contentProperties,
        long ownNodes,
        long indexNodes,
        long queries,
        long sessions,
        long calls) {

    /** No operations. */
    public static final Costs NONE = new Costs(0, 0, 0, 0, 0, 0, 0, 0);

    /** Returns these figures with another number of commits; likewise the following methods. */
    public Costs commits(long count) {
        return new Costs(count, contentNodes, contentProperties, ownNodes, indexNodes, queries, sessions, calls);
    }

    public Costs contentNodes(long count) {
        return new Costs(commits, count, contentProperties, ownNodes, indexNodes, queries, sessions, calls);
    }

    public Costs contentProperties(long count) {
        return new Costs(commits, contentNodes, count, ownNodes, indexNodes, queries, sessions, calls);
    }

    public Costs ownNodes(long count) {
        return new Costs(commits, contentNodes, contentProperties, count, indexNodes, queries, sessions, calls);
    }

    public Costs indexNodes(long count) {
        return new Costs(commits, contentNodes, contentProperties, ownNodes, count, queries, sessions, calls);
    }

    public Costs queries(long count) {
        return new Costs(commits, contentNodes, contentProperties, ownNodes, indexNodes, count, sessions, calls);
    }

    public Costs sessions(long count) {
        return new Costs(commits, contentNodes, contentProperties, ownNodes, indexNodes, queries, count, calls);
    }

    public Costs calls(long count) {
        return new Costs(commits, contentNodes, contentProperties, ownNodes, indexNodes, queries, sessions, count);
    }

    /** Returns the operations since an earlier measurement. */
    public Costs since(Costs earlier) {
        return with(earlier, (now, before) -> now - before);
    }

    /** Returns by how much each figure exceeds its limit. */
    public Costs beyond(Costs limit) {
        return with(limit, (cost, most) -> Math.max(0, cost - most));
    }

    private Costs with(Costs other, LongBinaryOperator operator) {
        return new Costs(
                operator.applyAsLong(commits, other.commits),
                operator.applyAsLong(contentNodes, other.contentNodes),
                operator.applyAsLong(contentProperties, other.contentProperties),
                operator.applyAsLong(ownNodes, other.ownNodes),
                operator.applyAsLong(indexNodes, other.indexNodes),
                operator.applyAsLong(queries, other.queries),
                operator.applyAsLong(sessions, other.sessions),
                operator.applyAsLong(calls, other.calls));
    }
}
