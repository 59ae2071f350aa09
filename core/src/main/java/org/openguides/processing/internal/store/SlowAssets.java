package org.openguides.processing.internal.store;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The assets that took longest to process, at most {@link #MOST} of them. Assets that were processed faster than
 * {@link #FROM} are left out, so that usual runs record none. Immutable.
 */
public final class SlowAssets {

    /** Maximum number of assets. */
    static final int MOST = 10;

    /** Duration from which on an asset is slow; far more than a usual asset takes. */
    static final Duration FROM = Duration.ofMillis(100);

    /** No assets. */
    static final SlowAssets NONE = new SlowAssets(List.of());

    private static final String KEY = "SLOW";

    private static final Comparator<SlowAsset> SLOWEST_FIRST =
            Comparator.comparing(SlowAsset::took).reversed().thenComparing(SlowAsset::path);

    private final List<SlowAsset> assets;

    /**
     * A slow asset.
     *
     * @param path path of the asset
     * @param took how long it was processed, in whole milliseconds
     */
    public record SlowAsset(String path, Duration took) {}

    private SlowAssets(List<SlowAsset> assets) {
        this.assets = assets;
    }

    /** Returns the assets, slowest first. */
    public List<SlowAsset> list() {
        return assets;
    }

    /** Returns these assets and another slow one, if it is among the slowest. */
    SlowAssets plus(String path, Duration took) {
        SlowAsset another = new SlowAsset(path, Duration.ofMillis(took.toMillis()));
        return of(Stream.concat(assets.stream(), Stream.of(another)));
    }

    /** Returns the slowest of these and of the other assets. */
    SlowAssets plus(SlowAssets other) {
        if (other.assets.isEmpty()) {
            return this;
        }
        return assets.isEmpty() ? other : of(Stream.concat(assets.stream(), other.assets.stream()));
    }

    /** An asset that was processed again counts once, with the longest time. */
    private static SlowAssets of(Stream<SlowAsset> all) {
        Map<String, SlowAsset> longest = new HashMap<>();
        all.forEach(
                asset -> longest.merge(asset.path(), asset, (a, b) -> a.took().compareTo(b.took()) < 0 ? b : a));
        return new SlowAssets(
                longest.values().stream().sorted(SLOWEST_FIRST).limit(MOST).toList());
    }

    /** Returns an entry of an encoded tally for each asset, without spaces: {@code SLOW:1200:%2Fcontent%2Fdam%2Fa}. */
    List<String> encode() {
        return assets.stream()
                .map(asset -> KEY + ":" + asset.took().toMillis() + ":"
                        + URLEncoder.encode(asset.path(), StandardCharsets.UTF_8))
                .toList();
    }

    /** Returns whether the parts of an entry were written by {@link #encode}. */
    static boolean isEncoded(String[] parts) {
        return parts.length == 3 && parts[0].equals(KEY);
    }

    /** Returns these assets and that of an entry. */
    SlowAssets plusDecoded(String[] parts) {
        return plus(URLDecoder.decode(parts[2], StandardCharsets.UTF_8), Duration.ofMillis(Long.parseLong(parts[1])));
    }
}
