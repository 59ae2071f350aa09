package org.openguides.processing.internal.webhooks;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Decides which addresses may get messages. A host name is controlled by others, and may lead to services that trust
 * every program of this machine or network. The ranges are those of the IANA registries of special-purpose addresses
 * (RFC 6890).
 */
final class AddressRules {

    /** Not even a private network needs them: this network, multicast, reserved, and metadata services of clouds. */
    private static final List<Range> NEVER = List.of(
            Range.of("0.0.0.0", 8),
            Range.of("169.254.0.0", 16),
            Range.of("224.0.0.0", 4),
            Range.of("240.0.0.0", 4),
            Range.of("::", 128),
            Range.of("fe80::", 10),
            Range.of("ff00::", 8),
            Range.of("100.100.100.200", 32),
            Range.of("168.63.129.16", 32),
            Range.of("192.0.0.192", 32),
            Range.of("fd00:ec2::254", 128),
            Range.of("fd20:ce::254", 128));

    /** Loopback, private, shared, and other addresses that are not reachable from everywhere. */
    private static final List<Range> PRIVATE = List.of(
            Range.of("127.0.0.0", 8),
            Range.of("10.0.0.0", 8),
            Range.of("172.16.0.0", 12),
            Range.of("192.168.0.0", 16),
            Range.of("100.64.0.0", 10),
            Range.of("192.0.0.0", 24),
            Range.of("198.18.0.0", 15),
            Range.of("::1", 128),
            Range.of("fc00::", 7),
            Range.of("fec0::", 10),
            Range.of("100::", 64),
            Range.of("64:ff9b:1::", 48),
            Range.of("2001::", 23));

    /** Ranges of IPv6 that contain IPv4 addresses, with the position of these in bytes. */
    private static final List<Embedding> EMBEDDINGS = List.of(
            new Embedding(Range.of("::", 96), 12),
            new Embedding(Range.of("::ffff:0:0:0", 96), 12),
            new Embedding(Range.of("64:ff9b::", 96), 12),
            new Embedding(Range.of("2002::", 16), 2));

    private AddressRules() {}

    private record Embedding(Range range, int position) {}

    /** Addresses that have the first bits in common. */
    private record Range(InetAddress network, int bits) {

        static Range of(String network, int bits) {
            try {
                return new Range(InetAddress.getByName(network), bits);
            } catch (UnknownHostException e) {
                throw new IllegalStateException(network, e);
            }
        }

        boolean contains(byte[] address) {
            byte[] start = network.getAddress();
            if (address.length != start.length) {
                return false;
            }
            int whole = bits / Byte.SIZE;
            int rest = bits % Byte.SIZE;
            boolean equal = Arrays.equals(start, 0, whole, address, 0, whole);
            int shift = Byte.SIZE - rest;
            return equal && (rest == 0 || (start[whole] & 0xff) >> shift == (address[whole] & 0xff) >> shift);
        }
    }

    /** Returns why an address may not get messages, as the end of a sentence; empty if it may. */
    static String objection(InetAddress address, boolean privateNetwork) {
        InetAddress target = target(address);
        byte[] bytes = target.getAddress();
        // ::1 looks like an embedded 0.0.0.1
        if (!target.isLoopbackAddress() && isIn(NEVER, bytes)) {
            return "is an address that is never allowed";
        }
        if (!privateNetwork && (isIn(PRIVATE, bytes) || isOfThisMachine(target))) {
            return "is an address of this machine or of a private network; set privateNetwork to allow it";
        }
        return "";
    }

    /**
     * Returns the address to which a connection goes, without a scope: that of an IPv4-mapped address of IPv6 goes to
     * the IPv4 address. A name server may respond with a mapped address, which the JDK converts only in literals.
     */
    private static InetAddress target(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has an invalid length", e);
        }
    }

    private static boolean isIn(List<Range> ranges, byte[] address) {
        return ranges.stream().anyMatch(range -> range.contains(address))
                || EMBEDDINGS.stream()
                        .filter(embedding -> embedding.range().contains(address))
                        .map(embedding -> Arrays.copyOfRange(address, embedding.position(), embedding.position() + 4))
                        .anyMatch(inner -> ranges.stream().anyMatch(range -> range.contains(inner)));
    }

    /** A public address of this machine leads to services that may trust it. */
    private static boolean isOfThisMachine(InetAddress address) {
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return true;
        }
    }
}
