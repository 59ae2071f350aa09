package org.openguides.processing.internal.resolution;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Cache of the keys that the maps of projects define and the files that publishing creates, for each user as far as the
 * user can read the maps. Computing them requires reading all maps of a project: results are cached for half a minute,
 * and partial results of a request that was stopped are kept for the next one. Safe for use by multiple threads.
 */
public final class ProjectKeys {

    private static final Duration REMEMBERED = Duration.ofSeconds(30);

    /** Maximum number of cached names of all projects; about 20 MB. */
    private static final long NAMES = 200_000;

    private final LongSupplier nanos;
    private final long most;
    private final Map<View, Keys> remembered = new LinkedHashMap<>(16, 0.75f, true);

    /** Different users can read different maps. */
    private record View(String user, String project) {}

    public ProjectKeys() {
        this(System::nanoTime, NAMES);
    }

    /**
     * @param nanos monotonic clock in nanoseconds
     * @param most  maximum number of cached names; the latest project is cached even if it exceeds it
     */
    ProjectKeys(LongSupplier nanos, long most) {
        this.nanos = nanos;
        this.most = most;
    }

    /**
     * Returns the keys of a project.
     *
     * @param user    user whose view it is
     * @param tree    tree that the user sees
     * @param files   look-up of references in that tree
     * @throws TooComplexException if the deadline passes before they are complete; a later call may succeed
     */
    ProjectNames of(String user, String project, ContentTree tree, FileLookup files, Deadline deadline)
            throws IOException {
        Keys keys = keys(new View(user, project));
        ProjectNames names = keys.complete(project, tree, files, deadline);
        forget();
        return names;
    }

    private Keys keys(View view) {
        synchronized (remembered) {
            Keys known = remembered.get(view);
            if (known == null || known.isStale(nanos.getAsLong())) {
                known = new Keys(nanos.getAsLong());
                remembered.put(view, known);
            }
            return known;
        }
    }

    private void forget() {
        synchronized (remembered) {
            long now = nanos.getAsLong();
            remembered.values().removeIf(keys -> keys.isStale(now));
            long size = remembered.values().stream().mapToLong(Keys::size).sum();
            Iterator<Keys> eldest = remembered.values().iterator();
            for (int left = remembered.size(); size > most && left > 1; left--) {
                size -= eldest.next().size();
                eldest.remove();
            }
        }
    }

    /** Returns the number of cached names. */
    long size() {
        synchronized (remembered) {
            return remembered.values().stream().mapToLong(Keys::size).sum();
        }
    }

    /** The keys of one project, possibly incomplete. */
    private final class Keys {

        private final ReentrantLock reading = new ReentrantLock();
        private final ProjectNamesBuilder builder = new ProjectNamesBuilder();
        private @Nullable Deque<String> maps;
        private volatile long touched;
        private volatile long size;
        private volatile @Nullable ProjectNames names;

        Keys(long now) {
            touched = now;
        }

        boolean isStale(long now) {
            return now - touched > REMEMBERED.toNanos();
        }

        long size() {
            return size;
        }

        ProjectNames complete(String project, ContentTree tree, FileLookup files, Deadline deadline)
                throws IOException {
            ProjectNames known = names;
            if (known == null) {
                lock(deadline);
                try {
                    known = names;
                    if (known == null) {
                        known = read(project, tree, files, deadline);
                    }
                } finally {
                    reading.unlock();
                }
            }
            return known;
        }

        private void lock(Deadline deadline) {
            try {
                if (!reading.tryLock(deadline.left(), TimeUnit.NANOSECONDS)) {
                    throw new TooComplexException();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new TooComplexException();
            }
        }

        private ProjectNames read(String project, ContentTree tree, FileLookup files, Deadline deadline)
                throws IOException {
            Deque<String> left = maps;
            if (left == null) {
                left = new ArrayDeque<>(tree.maps(project));
                maps = left;
            }
            while (!left.isEmpty()) {
                deadline.check();
                builder.add(left.element(), tree.document(left.element()), tree, files);
                left.remove();
                size = builder.size();
                touched = nanos.getAsLong();
            }
            ProjectNames complete = builder.build();
            names = complete;
            return complete;
        }
    }
}
