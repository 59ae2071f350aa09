package org.openguides.processing.internal.engine;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.zip.CRC32C;

import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Finds the assets of a run whose uuid an earlier one may have too. Of uuids that are met for the first time one in a
 * hundred is doubted; none that is met again is missed. For one thread.
 */
public final class DuplicateUuidFilter {

    private static final long BITS_EACH = 100;
    private static final long MAX_BITS = 1 << 30;

    private final BitSet seen;
    private final int bits;

    /** For about so many uuids; it takes 13 bytes for each. */
    public DuplicateUuidFilter(long uuids) {
        bits = (int) Math.min(MAX_BITS, Math.max(1, uuids) * BITS_EACH);
        seen = new BitSet(bits);
    }

    /** What is kept of a uuid; empty of none. */
    public static String digest(@Nullable String uuid) {
        if (uuid == null || uuid.isEmpty()) {
            return "";
        }
        CRC32C digest = new CRC32C();
        digest.update(uuid.getBytes(UTF_8));
        return Long.toHexString(digest.getValue());
    }

    /** Which assets of the next partition are doubtful, counted from 0. */
    public List<Integer> among(List<String> digests) {
        List<Integer> doubtful = new ArrayList<>();
        for (int i = 0; i < digests.size(); i++) {
            if (isDoubtful(digests.get(i))) {
                doubtful.add(i);
            }
        }
        return doubtful;
    }

    /** Whether what is kept of this uuid may have been met before. */
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
