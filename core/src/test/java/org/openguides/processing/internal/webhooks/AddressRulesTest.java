package org.openguides.processing.internal.webhooks;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.Collections;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

/** Addresses that may get messages, and those that may not. */
class AddressRulesTest {

    @ParameterizedTest
    @ValueSource(strings = {"93.184.216.34", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450::1"})
    void aPublicAddressMay(String address) throws Exception {
        assertEquals("", AddressRules.objection(InetAddress.getByName(address), false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.0.3",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "100.64.0.1",
                "100.127.255.255",
                "192.0.0.8",
                "198.18.0.1",
                "198.19.255.255",
                "::1",
                "fc00::1",
                "fd12:3456::1",
                "fec0::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::7f00:1",
                "64:ff9b::7f00:1",
                "64:ff9b::a00:1",
                "::ffff:0:7f00:1",
                "::ffff:0:a00:1",
                "2002:7f00:1::",
                "2002:a00:1::5",
                "2001:0:1234::1",
                "2130706433"
            })
    void aPrivateAddressMayIfThatIsAllowed(String address) throws Exception {
        InetAddress resolved = InetAddress.getByName(address);
        assertNotEquals("", AddressRules.objection(resolved, false));
        assertEquals("", AddressRules.objection(resolved, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "169.254.169.254",
                "169.254.0.1",
                "224.0.0.1",
                "239.1.1.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "fe80::1",
                "ff02::1",
                "fd00:ec2::254",
                "fd20:ce::254",
                "100.100.100.200",
                "168.63.129.16",
                "192.0.0.192",
                "::ffff:100.100.100.200",
                "::ffff:169.254.169.254",
                "64:ff9b::a9fe:a9fe",
                "::ffff:0:a9fe:a9fe",
                "2002:a9fe:a9fe::1"
            })
    void metadataServicesAndAddressesOfNoSingleHostNeverMay(String address) throws Exception {
        assertNotEquals("", AddressRules.objection(InetAddress.getByName(address), true));
    }

    /** Name servers may respond with such addresses, and a connection goes to the IPv4 address. */
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.0.0.5", "172.16.0.1", "192.168.1.1", "100.64.0.1"})
    void aMappedAddressIsJudgedByItsIpv4Address(String address) throws Exception {
        assertNotEquals("", AddressRules.objection(mapped(address), false));
        assertEquals("", AddressRules.objection(mapped(address), true));
        assertEquals("", AddressRules.objection(mapped("93.184.216.34"), false));
        assertNotEquals("", AddressRules.objection(mapped("169.254.169.254"), true));
    }

    /** Returns an IPv4-mapped address as a name server's response has it; the JDK converts literals. */
    static InetAddress mapped(String ipv4) throws UnknownHostException {
        byte[] bytes = new byte[16];
        bytes[10] = (byte) 0xff;
        bytes[11] = (byte) 0xff;
        System.arraycopy(InetAddress.getByName(ipv4).getAddress(), 0, bytes, 12, 4);
        return Inet6Address.getByAddress(null, bytes, -1);
    }

    /** Whatever range it is from. */
    @Test
    void noAddressOfThisMachineMay() throws Exception {
        for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (InetAddress address : Collections.list(each.getInetAddresses())) {
                assertNotEquals("", AddressRules.objection(address, false), address.toString());
            }
        }
    }
}
