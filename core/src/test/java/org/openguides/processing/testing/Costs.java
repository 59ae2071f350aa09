package org.openguides.processing.testing;

import java.util.function.LongBinaryOperator;

/**
 * What some work has asked of the repository.
 *
 * @param commits           that changed something
 * @param contentNodes      nodes below /content that were added, removed or got other properties; once for each commit
 * @param contentProperties properties below /content that were added, removed or changed
 * @param ownNodes          likewise nodes below /var
 * @param indexNodes        likewise nodes below /oak:index
 * @param queries           that were run, but for those that Oak runs by itself
 * @param sessions          service sessions that were opened
 * @param calls             into sessions, to read or to write an item
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

    /** Nothing at all. */
    public static final Costs NONE = new Costs(0, 0, 0, 0, 0, 0, 0, 0);

    /** The same with so many commits; likewise the methods that follow. */
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

    /** What has been added since an earlier look. */
    public Costs since(Costs earlier) {
        return with(earlier, (now, before) -> now - before);
    }

    /** By how much each figure is beyond its limit. */
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
