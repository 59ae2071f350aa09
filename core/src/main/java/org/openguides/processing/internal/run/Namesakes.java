package org.openguides.processing.internal.run;

import javax.jcr.RepositoryException;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.internal.store.RunNode;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Finds the assets of a run whose uuid an earlier one may have too. Of uuids that are met for the first time one in a
 * hundred is doubted; none that is met again is missed. For one thread.
 */
final class Namesakes {

    private static final long BITS_EACH = 100;
    private static final long MAX_BITS = 1 << 30;

    private final BitSet seen;
    private final int bits;

    /** For about so many uuids; it takes 13 bytes for each. */
    Namesakes(long uuids) {
        bits = (int) Math.min(MAX_BITS, Math.max(1, uuids) * BITS_EACH);
        seen = new BitSet(bits);
    }

    /** What is kept of a uuid; empty of none. */
    static String digest(@Nullable String uuid) {
        if (uuid == null || uuid.isEmpty()) {
            return "";
        }
        CRC32C digest = new CRC32C();
        digest.update(uuid.getBytes(UTF_8));
        return Long.toHexString(digest.getValue());
    }

    /** Which assets of some partitions are doubtful, counted from 0 in each partition. */
    static Map<String, List<Integer>> in(RunNode run, List<String> partitions) throws RepositoryException {
        Namesakes namesakes = new Namesakes(run.selection().found());
        Map<String, List<Integer>> doubtful = new LinkedHashMap<>();
        for (String name : partitions) {
            PartitionNode partition = run.partition(name).orElseThrow();
            doubtful.put(name, namesakes.among(partition.digests()));
        }
        return doubtful;
    }

    private List<Integer> among(List<String> digests) {
        List<Integer> doubtful = new ArrayList<>();
        for (int i = 0; i < digests.size(); i++) {
            if (isDoubtful(digests.get(i))) {
                doubtful.add(i);
            }
        }
        return doubtful;
    }

    /** Whether what is kept of this uuid may have been met before. */
    boolean isDoubtful(String digest) {
        if (digest.isEmpty()) {
            return false;
        }
        int bit = (int) (Long.parseLong(digest, 16) % bits);
        boolean known = seen.get(bit);
        seen.set(bit);
        return known;
    }
}
