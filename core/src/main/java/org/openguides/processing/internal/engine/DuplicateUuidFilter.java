package org.openguides.processing.internal.engine;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.zip.CRC32C;

import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Bloom filter that finds assets of a run whose uuid may also belong to an earlier asset. It has no false negatives,
 * and one percent false positives. For one thread.
 */
public final class DuplicateUuidFilter {

    private static final long BITS_EACH = 100;
    private static final long MAX_BITS = 1 << 30;

    private final BitSet seen;
    private final int bits;

    /** Creates a filter for the expected number of uuids, which takes 13 bytes for each. */
    public DuplicateUuidFilter(long uuids) {
        bits = (int) Math.min(MAX_BITS, Math.max(1, uuids) * BITS_EACH);
        seen = new BitSet(bits);
    }

    /** Returns the digest of a uuid that is stored with a partition; empty if there is no uuid. */
    public static String digest(@Nullable String uuid) {
        if (uuid == null || uuid.isEmpty()) {
            return "";
        }
        CRC32C digest = new CRC32C();
        digest.update(uuid.getBytes(UTF_8));
        return Long.toHexString(digest.getValue());
    }

    /** Returns which assets of the next partition are doubtful, as indexes from 0. */
    public List<Integer> among(List<String> digests) {
        List<Integer> doubtful = new ArrayList<>();
        for (int i = 0; i < digests.size(); i++) {
            if (isDoubtful(digests.get(i))) {
                doubtful.add(i);
            }
        }
        return doubtful;
    }

    /** Adds a digest and returns whether it may have been added before. */
    public boolean isDoubtful(String digest) {
        if (digest.isEmpty()) {
            return false;
        }
        int bit = (int) (Long.parseLong(digest, 16) % bits);
        boolean known = seen.get(bit);
        seen.set(bit);
        return known;
    }
}
