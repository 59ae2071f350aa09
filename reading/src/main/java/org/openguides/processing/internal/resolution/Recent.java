package org.openguides.processing.internal.resolution;

import java.util.LinkedHashMap;
import java.util.Map;

/** What was asked for last, so that memory is limited. Not thread-safe. */
final class Recent<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1L;

    private static final int REMEMBERED = 10_000;

    Recent() {
        super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > REMEMBERED;
    }
}
