package org.openguides.processing.internal.processor;

import java.util.BitSet;
import java.util.zip.CRC32C;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Lets most uuids pass that are met for the first time, and none that is met again. For one thread. */
final class UuidSieve {

    /** Of a hundred uuids met for the first time, one is held up. */
    private static final long BITS_EACH = 100;

    private static final long MAX_BITS = 1 << 30;

    private final BitSet seen;
    private final int bits;

    /** For about so many uuids; it takes 13 bytes for each. */
    UuidSieve(long uuids) {
        bits = (int) Math.min(MAX_BITS, Math.max(1, uuids) * BITS_EACH);
        seen = new BitSet(bits);
    }

    /** Whether the uuid may have been met before. */
    boolean holdsUp(String uuid) {
        CRC32C digest = new CRC32C();
        digest.update(uuid.getBytes(UTF_8));
        int bit = (int) (digest.getValue() % bits);
        boolean known = seen.get(bit);
        seen.set(bit);
        return known;
    }
}
